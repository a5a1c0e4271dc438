using Isop.Benchmarks;

// Connections to this machine must not take the way of a proxy that the environment names.
Environment.SetEnvironmentVariable("NO_PROXY", "127.0.0.1,localhost");

if (args is ["bezoekplan", var input, var output])
{
    return await BezoekplanBenchmark.RunAsync(input, output) ? 0 : 1;
}

var options = Options.Parse(args);
Func<Options, Task<bool>>? benchmark = options.Name switch
{
    "turns" => TurnsBenchmark.RunAsync,
    "sjablonen" => async _ => await Sjablonen.RunAsync() == 0,
    "planning" => PlanningBenchmark.RunAsync,
    PlanningBenchmark.Step => PlanningBenchmark.RunStepAsync,
    "volgen" => VolgenBenchmark.RunAsync,
    VolgenBenchmark.Step => VolgenBenchmark.RunStepAsync,
    "bezorging" => BezorgingBenchmark.RunAsync,
    "bezoekjaar" => BezoekjaarBenchmark.RunAsync,
    "start" => StartBenchmark.RunAsync,
    "functions" => FunctionsBenchmark.RunAsync,
    "certificaten-pdf" => CertificatenPdfBenchmark.RunAsync,
    CertificatenPdfBenchmark.Step => CertificatenPdfBenchmark.RunStepAsync,
    "verstrekken" => VerstrekkenBenchmark.RunAsync,
    "stage-evaluaties" => StageEvaluatiesBenchmark.RunAsync,
    "stage-sluiten" => StageSluitenBenchmark.RunAsync,
    "stage-invullen" => StageInvullenBenchmark.RunAsync,
    "api" => ApiBenchmark.RunAsync,
    "mijn" => MijnBenchmark.RunAsync,
    "webhooks" => WebhooksBenchmark.RunAsync,
    "verificatie" => VerificatieBenchmark.RunAsync,
    _ => null,
};

if (benchmark is null)
{
    Console.WriteLine(Options.Help);
    return options.Name is "" or "help" ? 0 : 2;
}

return await benchmark(options) ? 0 : 1;
