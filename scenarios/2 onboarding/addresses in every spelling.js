// A table of data states, one scenario for each: test the data that can come, not the order of the steps.
const welcomed = [
  'onboarding/validate customer',
  'onboarding/create crm record',
  'onboarding/send welcome mail',
  'onboarding/complete onboarding',
];
const turnedDown = ['onboarding/validate customer', 'customer care/turn down customer'];

const addresses = [
  { name: 'spaces around it', email: '  kim@example.org ', becomes: 'kim@example.org', steps: welcomed },
  { name: 'a plus sign', email: 'kim+books@example.org', becomes: 'kim+books@example.org', steps: welcomed },
  { name: 'no domain', email: 'kim@', becomes: 'kim@', steps: turnedDown },
  { name: 'two at signs', email: 'kim@home@example.org', becomes: 'kim@home@example.org', steps: turnedDown },
];

export default addresses.map(({ name, email, becomes, steps }) => ({
  name,
  data: { customer: { email } },
  expect: {
    steps,
    state: 'done',
    reason: 'complete',
    data: { customer: { email: becomes, validated: steps === welcomed, validatedAt: String } },
  },
}));
