// Asks the service who we are, again and again, with credentials that the AWS SDK for JavaScript finds by itself, and
// prints a line `ACCESS-KEY ARN` for each answer: client.mjs kept|fresh SECONDS. The SDK reads a file once in a process's
// life unless told otherwise.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { defaultProvider } from "@aws-sdk/credential-provider-node";

const kept = process.argv[2] === "kept";
const end = performance.now() + Number(process.argv[3]) * 1000;
const open = () => new STSClient(kept ? {} : { credentials: defaultProvider({ ignoreCache: true }) });
let sts = open();
while (performance.now() < end) {
  if (!kept) {
    sts = open();
  }
  const { accessKeyId } = await sts.config.credentials();
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  console.log(accessKeyId, Arn);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
