// CDK's own template validation costs seconds at the first synth of a process; one test turns it on by itself.
process.env.CDK_VALIDATION ??= 'false';
