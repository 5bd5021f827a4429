// The order workflow with AWS CDK: the states of `order_fulfilment`, synthesised to a template.
// With `CDK_VALIDATION=false` the CDK leaves its checks of the template out.
const cdk = require('aws-cdk-lib');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const tasks = require('aws-cdk-lib/aws-stepfunctions-tasks');
const lambda = require('aws-cdk-lib/aws-lambda');

const app = new cdk.App({ outdir: process.env.OUT, analyticsReporting: false });
const stack = new cdk.Stack(app, 'Orders', { env: { account: '123456789012', region: 'us-east-1' } });

const call = (id, payload, props = {}) =>
  tasks.LambdaInvoke.jsonata(stack, id, {
    lambdaFunction: lambda.Function.fromFunctionName(stack, `${id}Function`, id),
    payload: sfn.TaskInput.fromObject(payload),
    retryOnServiceExceptions: false,
    ...props,
  });
const input = '$states.context.Execution.Input';
const fail = (id, error) => new sfn.Fail(stack, id, { error });

const chargePayment = call('ChargePayment', { order_id: `{% ${input}.orderId %}`, amount: `{% ${input}.total %}` }, {
  assign: { payment: '{% $states.result.Payload %}' },
});
chargePayment.addRetry({
  errors: ['Lambda.ServiceException', 'Lambda.TooManyRequestsException'],
  interval: cdk.Duration.seconds(2),
  maxAttempts: 3,
  backoffRate: 2,
});
chargePayment.addCatch(call('RefundPayment', { order_id: `{% ${input}.orderId %}` }).next(fail('Fail Declined', 'Declined')), {
  errors: ['Declined'],
  assign: { code: '{% $parse($parse($states.errorOutput.Cause).errorMessage).code %}' },
});
const reservations = sfn.Map.jsonata(stack, 'Reservations', {
  items: sfn.ProvideItems.jsonata(`{% ${input}.items %}`),
  maxConcurrency: 10,
  assign: { reservations: '{% $states.result %}' },
});
reservations.itemProcessor(call('ReserveItem', { item: '{% $states.input %}' }, { outputs: '{% $states.result.Payload %}' }));
reservations.addCatch(call('ReleasePayment', { payment_id: '{% $payment.id %}' }).next(fail('Fail OutOfStock', 'OutOfStock')), {
  errors: ['States.ALL'],
});
const both = sfn.Parallel.jsonata(stack, 'SendConfirmationAndNotifyWarehouse', {})
  .branch(call('SendConfirmation', { email: `{% ${input}.customer.email %}` }))
  .branch(call('NotifyWarehouse', { reservations: '{% $reservations %}' }));
const schedule = call('ScheduleDelivery', { order_id: `{% ${input}.orderId %}` }, {
  outputs: { paymentId: '{% $payment.id %}', reserved: '{% $count($reservations) %}' },
});
const definition = call('ValidateOrder', { order: `{% ${input} %}` }, {
  assign: { verdict: '{% $states.result.Payload %}' },
}).next(
  sfn.Choice.jsonata(stack, 'IfNotVerdictValid', {})
    .when(
      sfn.Condition.jsonata('{% $not($verdict.valid) %}'),
      call('NotifyUser', { email: `{% ${input}.customer.email %}` }).next(fail('Fail Invalid', 'Invalid')),
    )
    .otherwise(chargePayment.next(reservations).next(both).next(schedule)),
);
new sfn.StateMachine(stack, 'OrderFulfilment', {
  definitionBody: sfn.DefinitionBody.fromChainable(definition),
  queryLanguage: sfn.QueryLanguage.JSONATA,
});
app.synth();
