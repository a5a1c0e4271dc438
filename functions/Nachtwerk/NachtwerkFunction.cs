namespace Isop.Functions.Nachtwerk;

/// <summary>Once a night: what is over is swept. Fails by the names of the jobs that failed; the others were done.</summary>
public sealed class NachtwerkFunction(Core.Upkeep.Nachtwerk nachtwerk, TimeProvider clock)
{
    public async ValueTask<Outcome> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var result = await nachtwerk.RunAsync(clock.GetUtcNow(), call.By, cancellationToken);
        var lines = result.Done.Select(d => $"{d.Key}: {d.Value}");
        return result.Failed.Count == 0
            ? new Outcome.Done([.. lines])
            : new Outcome.Failed([.. lines, .. result.Failed.Select(name => $"{name}: failed")]);
    }
}
