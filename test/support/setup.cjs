// CDK's own template validation costs seconds at the first synth of a process; one test turns it on by itself.
process.env.CDK_VALIDATION ??= 'false';

// A stack trace of every construct would be a third of the time of a test, and none looks at it.
process.env.CDK_CONTEXT_JSON ??= JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true });
