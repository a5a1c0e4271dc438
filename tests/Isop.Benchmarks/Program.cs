using Isop.Benchmarks;

// dotnet run -c Release --project tests/Isop.Benchmarks -- <name>
return args switch
{
    ["sjablonen", ..] => await Sjablonen.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Benchmarks: sjablonen (template expansion against the official JavaScript engine)");
    return 2;
}
