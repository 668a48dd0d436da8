/**
 * The name that EC2 gives a public address, `ec2-203-0-113-25.eu-west-1.compute.amazonaws.com`; in us-east-1 it ends in
 * `compute-1.amazonaws.com`. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 */
const EC2_NAME =
  /^ec2-(\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})\.(?:compute-1|([a-z]{2,}(?:-[a-z]+)+-\d+)\.compute)\.amazonaws\.(?:com|com\.cn|eu)$/;

/** The address in such a name and the Region that it lies in; undefined for any other name. */
export function ec2Name(name: string): { readonly address: string; readonly region: string } | undefined {
  const [all, address = '', region = 'us-east-1'] =
    EC2_NAME.exec(name.slice(0, 254).toLowerCase().replace(/\.$/, '')) ?? [];
  return all === undefined ? undefined : { address: address.replaceAll('-', '.'), region };
}
