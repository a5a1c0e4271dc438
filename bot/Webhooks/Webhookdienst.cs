using Isop.Bot.Bezorging;
using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Webhooks;

/// <summary>
/// Passes events on to who asked for them, as the leading instance. An event stays in the due index until a delivery to each of them is stored;
/// from there on each receiver has a row of its own (<see cref="Abonnementrij"/>), so that none waits for another.
/// </summary>
internal sealed partial class Webhookdienst(
    AbonnementStore store, Agendas agendas, Webhookpoging poging, CurrentRegister register, IOptions<BezorgOptions> options, TimeProvider clock,
    ILogger<Webhookdienst> logger)
{
    public const string Naam = "webhooks";

    /// <summary>Events passed on at once.</summary>
    private const int Portie = 500;

    /// <summary>Receivers for whom deliveries are stored at once.</summary>
    private const int Tegelijk = 32;

    /// <summary>Between the beginnings of two looks, however often it rings.</summary>
    private static readonly TimeSpan Adem = TimeSpan.FromMilliseconds(100);

    /// <summary>How often it is looked who asks for what while nothing happens.</summary>
    private static readonly TimeSpan Rondkijken = TimeSpan.FromSeconds(5);

    /// <summary>Until the lead ends.</summary>
    public async Task RunAsync(Kick bell, CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var rijen = new Dictionary<string, Loop>();
        try
        {
            await OpruimenAsync(ct);
            var looked = clock.GetTimestamp();
            await BijwerkenAsync(rijen, ending.Token);
            while (true)
            {
                var began = clock.GetTimestamp();
                try
                {
                    var passed = await VerdeelAsync(rijen, ending.Token);
                    if (passed == 0 && clock.GetElapsedTime(looked) >= Rondkijken)
                    {
                        await BijwerkenAsync(rijen, ending.Token);
                    }

                    looked = passed > 0 || clock.GetElapsedTime(looked) >= Rondkijken ? clock.GetTimestamp() : looked;
                    if (passed == Portie)
                    {
                        continue;
                    }
                }
                catch (StorageUnavailableException trouble)
                {
                    Log.StorageUnavailable(logger, trouble);
                }

                await bell.WaitAsync(TimeSpan.FromSeconds(options.Value.PollSeconds), clock, ct);
                if (Adem - clock.GetElapsedTime(began) is var rest && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, clock, ct);
                }
            }
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(rijen.Values.Select(r => r.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What an ended subscription left because the process that ended it was cut off.</summary>
    private async ValueTask OpruimenAsync(CancellationToken ct)
    {
        foreach (var gestopt in (await store.AlleAsync(ct)).Where(a => a.Gestopt is not null))
        {
            await store.RuimOpAsync(gestopt, ct);
        }
    }

    /// <summary>Answers how many events were passed on.</summary>
    private async ValueTask<int> VerdeelAsync(Dictionary<string, Loop> rijen, CancellationToken ct)
    {
        var due = await agendas.Gebeurtenissen.DueAsync(clock.GetUtcNow(), ct).Take(Portie).ToListAsync(ct);
        if (due.Count == 0)
        {
            return 0;
        }

        // Read after the events: who subscribed before something happened is in it.
        var living = await BijwerkenAsync(rijen, ct);
        var events = due.Select(d => d.Entry.Gebeurtenis).OfType<Gebeurtenis>().ToList();
        await Parallel.ForEachAsync(
            living, new ParallelOptions { MaxDegreeOfParallelism = Tegelijk, CancellationToken = ct },
            async (loop, token) => await PlanAsync(loop, events, token));
        await agendas.Gebeurtenissen.RemoveAsync(due, ct);
        return due.Count;
    }

    private async ValueTask PlanAsync(Loop loop, List<Gebeurtenis> events, CancellationToken ct)
    {
        List<Aflevering> own = [];
        var now = clock.GetUtcNow();
        foreach (var gebeurtenis in events.Where(loop.Abonnement.Past))
        {
            if (await loop.Recht.MagAsync(gebeurtenis, ct) == true)
            {
                own.Add(Aflevering.Van(gebeurtenis, loop.Abonnement, now));
            }
        }

        if (own.Count > 0)
        {
            loop.Rij.Neem(await store.PlanAsync(loop.Abonnement.Id, own, ct));
        }
    }

    /// <summary>Brings the rows in line with who asks for what now; the living ones.</summary>
    private async ValueTask<IReadOnlyCollection<Loop>> BijwerkenAsync(Dictionary<string, Loop> rijen, CancellationToken ct)
    {
        var (all, current) = (await store.AlleAsync(ct), await register(ct));
        foreach (var left in all.Where(a => a.Gestopt is null && current.FindLiving(a.Persoon) is null))
        {
            await store.StopAsync(left.Id, Stopreden.NietMeerInRegister, null, clock.GetUtcNow(), ct);
        }

        var living = all.Where(a => a.Gestopt is null && current.FindLiving(a.Persoon) is not null).ToDictionary(a => a.Id);
        foreach (var (id, loop) in rijen.Where(r => !living.ContainsKey(r.Key) || r.Value.Task.IsCompleted).ToList())
        {
            loop.Rij.Eindig();
            if (loop.Task.IsCompleted)
            {
                rijen.Remove(id);
            }
        }

        foreach (var abonnement in living.Values.Where(a => !rijen.ContainsKey(a.Id)))
        {
            var rij = new Abonnementrij(abonnement, store, poging, clock, logger);
            rijen.Add(abonnement.Id, new Loop(abonnement, new Abonneerecht(abonnement.Persoon, register, clock), rij, Task.Run(() => rij.RunAsync(ct), CancellationToken.None)));
        }

        return [.. rijen.Where(r => living.ContainsKey(r.Key)).Select(r => r.Value)];
    }

    private sealed record Loop(Abonnement Abonnement, Abonneerecht Recht, Abonnementrij Rij, Task Task);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The storage is not available; events wait.")]
        public static partial void StorageUnavailable(ILogger logger, Exception trouble);
    }
}
