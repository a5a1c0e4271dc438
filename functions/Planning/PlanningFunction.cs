using Isop.Core.Upkeep;

namespace Isop.Functions.Planning;

/// <summary>Every quarter of an hour: whatever became due is planned and rung. A missed quarter is made up for by the next one.</summary>
public sealed class PlanningFunction(Planningsronde planning, TimeProvider clock)
{
    public async ValueTask<Outcome> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var result = await planning.RunAsync(clock.GetUtcNow(), call.By, cancellationToken);
        return new Outcome.Done([.. result.Added.Select(a => $"{a.Key}: {a.Value} added"), $"{result.Failed} to be tried again"]);
    }
}
