// Reads {policies, requests: [{policy, action, resource, keys, allowed}]} and prints what iam-simulate says otherwise, and
// the requests that it does not take: it knows which resources and keys an action has.
import { readFileSync } from 'node:fs'
import { runSimulation } from '@cloud-copilot/iam-simulate'

// A key's policy decides whether IAM policies count; the default one says that they do.
const keyPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
}

const { policies, requests } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const result = { compared: 0, different: [], refused: [] }
for (const request of requests) {
  const response = await runSimulation(
    {
      request: {
        principal: 'arn:aws:iam::123456789012:role/execution',
        action: request.action,
        resource: { resource: request.resource, accountId: '123456789012' },
        contextVariables: request.keys,
      },
      identityPolicies: [{ name: 'policy', policy: policies[request.policy] }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: request.action.startsWith('kms:') ? keyPolicy : undefined,
    },
    {},
  )
  if (response.errors || response.resultType === 'error') {
    result.refused.push({ ...request, why: JSON.stringify(response.errors) })
    continue
  }
  result.compared += 1
  const theirs = response.overallResult ?? response.analysis?.result
  if ((theirs === 'Allowed') !== request.allowed) {
    result.different.push({ ...request, theirs })
  }
}
console.log(JSON.stringify(result))
