using System.Collections.Concurrent;
using System.Diagnostics;
using Isop.Bot.Teams;
using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Microsoft.Extensions.Options;
using Levering = Isop.Core.Bezorging.Bezorging;

namespace Isop.Bot.Bezorging;

/// <summary>
/// Brings one person up to date with what is due: look (pure) → store what changed → compose → claim → send → store the
/// outcome, until nothing is left to do now. One turn per person at a time.
/// </summary>
public sealed class PersonTurn(
    BezorgStore store, BerichtComposer composer, Kanalen kanalen, TeamsSender teams, MailSender mail, Lease lease,
    CurrentRegister register, Kaartmoment kaartmoment, Tellingen tellingen, IOptions<QuietOptions> quiet, TimeProvider clock)
{
    /// <summary>Steps for one person in one turn; more would mean that a decision does not come to rest.</summary>
    private const int MaxSteps = 200;

    private const int MaxBroken = 5;

    private const int FinishAttempts = 5;

    private static readonly TimeSpan AfterBroken = TimeSpan.FromMinutes(5);

    /// <summary>By message: outcomes that are known here while the storage was away.</summary>
    private readonly ConcurrentDictionary<string, SendOutcome> _unstored = [];

    public async ValueTask<TurnResult> RunAsync(
        PersonId person, Kanaal lane, Uitslag uitslag, Func<DateTimeOffset> moment, CancellationToken cancellationToken)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            var now = moment();
            var box = await store.LoadOpenAsync(person, cancellationToken);
            if (await FinishUnstoredAsync(box, uitslag, moment))
            {
                continue;
            }

            if (step == 0)
            {
                await store.ArchiveAsync(box, now, cancellationToken);
            }

            var weg = await kanalen.ChooseAsync(person, cancellationToken);
            if (weg is Weg.Gone)
            {
                await CancelAllAsync(box, uitslag, now, cancellationToken);
                return new TurnResult.Done();
            }

            var current = await register(cancellationToken);
            var rules = new Verzendmoment(
                quiet.Value.ToStilte(), box.Wensen, Verzenddagen.For(current, person), kaartmoment.Venster(current, person));
            var plan = Bezorgplan.Look(box, rules, now);
            if (plan.HasChanges)
            {
                await ChangeAsync(box, plan.Changes, plan.ChangedBerichten, uitslag, now, cancellationToken);
            }
            else if (plan.Pakketten.Count == 0)
            {
                return new TurnResult.Done();
            }
            else if (LaneOf(weg, lane) is var right && right != lane)
            {
                return new TurnResult.OtherLane(right);
            }
            else if (await HandleAsync(box, plan.Pakketten[0], weg, uitslag, now, moment, cancellationToken) is { } stop)
            {
                return stop;
            }
        }

        throw new InvalidOperationException("The deliveries of a person do not come to rest.");
    }

    private static Kanaal LaneOf(Weg weg, Kanaal lane) => weg switch
    {
        Weg.Teams => Kanaal.Teams,
        Weg.Mail => Kanaal.Mail,
        _ => lane,
    };

    /// <summary>Composes a parcel and sends what is left of it; null when the turn goes on.</summary>
    private async ValueTask<TurnResult?> HandleAsync(
        BezorgBox box, Pakket pakket, Weg weg, Uitslag uitslag, DateTimeOffset now, Func<DateTimeOffset> moment,
        CancellationToken cancellationToken)
    {
        var regels = pakket.Bezorgingen.Select(b => new BerichtRegel(b.Id, b.Kind, b.Case, b.Occasion)).ToList();
        var made = await composer.ComposeAsync(box.Person, regels, now, cancellationToken);
        var gone = pakket.Bezorgingen.Where(b => made.Gone.Contains(b.Id))
            .Select(b => b.Become(BezorgStaat.Cancelled, now, "Niet meer nodig.")).ToList();
        if (made.Broken.Count > 0)
        {
            await PutOffAsync(box, pakket, made, gone, uitslag, now, cancellationToken);
            return null;
        }

        if (made.Taken.Count == 0)
        {
            Bericht[] over = pakket.Again is { } again ? [again.Become(BezorgStaat.Cancelled, now, "Niet meer nodig.")] : [];
            await ChangeAsync(box, gone, over, uitslag, now, cancellationToken);
            return null;
        }

        var parcel = new Parcel(
            box, BerichtOf(pakket, regels.Where(r => !made.Gone.Contains(r.Bezorging)), made.IsTask, now), made, gone, uitslag, now, moment);
        return weg switch
        {
            Weg.Teams t => await SendTeamsAsync(parcel, t.Reference, cancellationToken),
            Weg.Mail m => await SendMailAsync(parcel, m.Persoon, cancellationToken),
            _ => await RecordAsync(
                parcel, Kanaal.Teams, new SendOutcome.NotReachable("Onbereikbaar: geen ISOP in Teams en geen e-mailadres."), cancellationToken),
        };
    }

    private static Bericht BerichtOf(Pakket pakket, IEnumerable<BerichtRegel> regels, bool isTask, DateTimeOffset now) =>
        (pakket.Again ?? new Bericht
        {
            Id = Bericht.NewId(now, pakket.Bezorgingen.Select(b => b.Id)),
            Regels = [],
            Urgency = pakket.Urgency,
            Day = AmsterdamTime.DateOf(now),
            Since = now,
        }) with { Regels = [.. regels], IsTask = isTask };

    private async ValueTask<TurnResult?> SendTeamsAsync(Parcel parcel, ConversationReference reference, CancellationToken cancellationToken)
    {
        switch (await teams.PrepareAsync(reference, cancellationToken))
        {
            case Aanloop.Paused paused:
                return new TurnResult.Later(paused.Until);
            case Aanloop.Refused refused:
                return await RecordAsync(parcel, Kanaal.Teams, refused.Outcome, cancellationToken);
            case Aanloop.Ready ready when await ClaimAsync(parcel, Kanaal.Teams, cancellationToken) is { } claimed:
                // From here the attempt is finished and recorded, also when the worker is told to stop.
                var outcome = await MeasuredAsync(
                    Kanaal.Teams, () => teams.SendAsync(reference, ready.Conversation, parcel.Made.Card, CancellationToken.None));
                await FinishAsync(claimed, parcel.Bericht.Id, outcome, parcel.Uitslag, parcel.Moment);
                return null;
            case Aanloop.Ready:
                return null;
            default:
                return new TurnResult.NotNow();
        }
    }

    private async ValueTask<TurnResult?> SendMailAsync(Parcel parcel, Persoon persoon, CancellationToken cancellationToken)
    {
        switch (await mail.PrepareAsync(persoon.Id, parcel.Now, cancellationToken))
        {
            case MailAanloop.Paused paused:
                return new TurnResult.Later(paused.Until);
            case MailAanloop.Ready ready when await ClaimAsync(parcel, Kanaal.Mail, cancellationToken) is { } claimed:
                var outcome = await MeasuredAsync(
                    Kanaal.Mail, () => mail.SendAsync(persoon, parcel.Bericht, parcel.Made, ready.Link, CancellationToken.None));
                await FinishAsync(claimed, parcel.Bericht.Id, outcome, parcel.Uitslag, parcel.Moment);
                return null;
            case MailAanloop.Ready:
                return null;
            default:
                return new TurnResult.NotNow();
        }
    }

    private static async ValueTask<SendOutcome> MeasuredAsync(Kanaal lane, Func<ValueTask<SendOutcome>> send)
    {
        using var span = Core.Telemetry.Source.StartActivity("send");
        var began = Stopwatch.GetTimestamp();
        var outcome = await send();
        var (where, what) = (Core.Telemetry.Tag("lane", lane.ToString()), Core.Telemetry.Tag("outcome", outcome.GetType().Name));
        Core.Telemetry.Sends.Record(Core.Telemetry.Since(began), where, what);
        span?.SetTag(where.Key, where.Value).SetTag(what.Key, what.Value);
        return outcome;
    }

    /// <summary>Records an outcome that came before there was anything to claim.</summary>
    private async ValueTask<TurnResult?> RecordAsync(Parcel parcel, Kanaal kanaal, SendOutcome outcome, CancellationToken cancellationToken)
    {
        var known = parcel.Bericht.Claim(kanaal, lease.Holder, parcel.Now)
            .After(await LastWordAsync(parcel.Box.Person, outcome), parcel.Moment());
        if (await store.RecordAsync(parcel.Box, known, parcel.Gone, parcel.Now, cancellationToken))
        {
            tellingen.Count(parcel.Uitslag, BezorgStaat.Cancelled, parcel.Gone.Count);
            Count(parcel.Uitslag, known);
        }

        return null;
    }

    private async ValueTask<BezorgBox?> ClaimAsync(Parcel parcel, Kanaal kanaal, CancellationToken cancellationToken)
    {
        // A claim that is broken off may have been stored all the same and would count as a doubt: stop before it or not at all.
        cancellationToken.ThrowIfCancellationRequested();
        var claimed = await store.ClaimAsync(
            parcel.Box, parcel.Bericht.Claim(kanaal, lease.Holder, parcel.Now), parcel.Gone, parcel.Now, CancellationToken.None);
        if (claimed is not null)
        {
            tellingen.Count(parcel.Uitslag, BezorgStaat.Cancelled, parcel.Gone.Count);
        }

        return claimed;
    }

    /// <summary>Stores what became of an attempt, whatever happened to the box meanwhile ("gezien", another leader's doubt).</summary>
    private async ValueTask FinishAsync(
        BezorgBox box, string bericht, SendOutcome outcome, Uitslag uitslag, Func<DateTimeOffset> moment)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await StoreAsync(box, bericht, await LastWordAsync(box.Person, outcome), uitslag, moment()))
                {
                    return;
                }

                box = await store.LoadOpenAsync(box.Person, CancellationToken.None);
            }
            catch (StorageUnavailableException) when (attempt < FinishAttempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), clock, CancellationToken.None);
            }
            catch (StorageUnavailableException)
            {
                // What is known does not become a doubt because it cannot be written down yet.
                _unstored[bericht] = outcome;
                throw;
            }
        }
    }

    /// <summary>Stores the outcomes that this process knows and could not store before; whether there were any.</summary>
    private async ValueTask<bool> FinishUnstoredAsync(BezorgBox box, Uitslag uitslag, Func<DateTimeOffset> moment)
    {
        var any = false;
        foreach (var was in box.Berichten.Values.Where(b => b.Value.State == BezorgStaat.Sending && b.Value.Holder == lease.Holder))
        {
            if (_unstored.TryRemove(was.Value.Id, out var outcome))
            {
                await FinishAsync(box, was.Value.Id, outcome, uitslag, moment);
                any = true;
            }
        }

        return any;
    }

    /// <summary>False when the box was not as we knew it.</summary>
    private async ValueTask<bool> StoreAsync(BezorgBox box, string bericht, SendOutcome outcome, Uitslag uitslag, DateTimeOffset now)
    {
        if (!box.Berichten.TryGetValue(bericht, out var read) || read.Value is not { State: BezorgStaat.Sending } was || was.Holder != lease.Holder)
        {
            return true;
        }

        var after = was.After(outcome, now);
        if (!await store.ChangeAsync(box, [], [after], now, CancellationToken.None))
        {
            return false;
        }

        Count(uitslag, after);
        return true;
    }

    /// <summary>Who installed the app again meanwhile is reached by the same way after all; who has no other way is not reached.</summary>
    private async ValueTask<SendOutcome> LastWordAsync(PersonId person, SendOutcome outcome) =>
        outcome is SendOutcome.OtherChannel other && await kanalen.ChooseAsync(person, CancellationToken.None) is Weg.None or Weg.Gone
            ? new SendOutcome.NotReachable(other.Reason)
            : outcome;

    private void Count(Uitslag uitslag, Bericht after)
    {
        tellingen.Count(uitslag, after.State, after.Regels.Count);
        if (after.State == BezorgStaat.Delivered)
        {
            uitslag.CountBericht();
        }
    }

    /// <summary>A card that cannot be made is tried again later and fails in the end; the rest of a new parcel goes on without it.</summary>
    private async ValueTask PutOffAsync(
        BezorgBox box, Pakket pakket, Samenstelling made, List<Levering> gone, Uitslag uitslag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Reason = "Het bericht kon niet worden gemaakt. Dit is een fout in ISOP.";
        if (pakket.Again is { } again)
        {
            var later = again with { Attempts = again.Attempts + 1, Due = now + AfterBroken };
            await ChangeAsync(
                box, gone, [later.Attempts < Bericht.MaxAttempts ? later : later.Become(BezorgStaat.Failed, now, Reason)],
                uitslag, now, cancellationToken);
            return;
        }

        var broken = pakket.Bezorgingen.Where(b => made.Broken.Contains(b.Id)).Select(b => b.Rounds + 1 < MaxBroken
            ? b with { Rounds = b.Rounds + 1, Due = now + (AfterBroken * (b.Rounds + 1)) }
            : b.Become(BezorgStaat.Failed, now, Reason));
        await ChangeAsync(box, [.. gone, .. broken], [], uitslag, now, cancellationToken);
    }

    private async ValueTask CancelAllAsync(BezorgBox box, Uitslag uitslag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Reason = "Deze persoon staat niet meer in het register.";
        var waiting = box.Bezorgingen.Values.Select(b => b.Value)
            .Where(b => b.State is BezorgStaat.Planned && b.Due <= now).Select(b => b.Become(BezorgStaat.Cancelled, now, Reason)).ToList();
        var berichten = box.Berichten.Values.Select(b => b.Value)
            .Where(b => b.State.IsOpen()).Select(b => b.Become(BezorgStaat.Cancelled, now, Reason)).ToList();
        if (waiting.Count + berichten.Count > 0)
        {
            await ChangeAsync(box, waiting, berichten, uitslag, now, cancellationToken);
        }
    }

    private async ValueTask ChangeAsync(
        BezorgBox box, IReadOnlyList<Levering> bezorgingen, IReadOnlyList<Bericht> berichten, Uitslag uitslag, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (await store.ChangeAsync(box, bezorgingen, berichten, now, cancellationToken))
        {
            foreach (var state in bezorgingen.GroupBy(b => b.State))
            {
                tellingen.Count(uitslag, state.Key, state.Count());
            }

            foreach (var bericht in berichten.Where(b => b.State is BezorgStaat.Doubt or BezorgStaat.RetryAt or BezorgStaat.Failed))
            {
                Count(uitslag, bericht);
            }
        }
    }

    /// <summary>A message about to be sent, with what it was made from.</summary>
    private sealed record Parcel(
        BezorgBox Box, Bericht Bericht, Samenstelling Made, IReadOnlyList<Levering> Gone, Uitslag Uitslag, DateTimeOffset Now,
        Func<DateTimeOffset> Moment);
}

/// <summary>How a turn ended, for the entries that led to it.</summary>
public abstract record TurnResult
{
    private TurnResult()
    {
    }

    /// <summary>Nothing is due any more; what is due later has its own entry.</summary>
    public sealed record Done : TurnResult;

    /// <summary>Nothing may be sent now (stopped, or we do not lead): the entries stay.</summary>
    public sealed record NotNow : TurnResult;

    /// <summary>The tenant is paused: come back then.</summary>
    public sealed record Later(DateTimeOffset Until) : TurnResult;

    /// <summary>This person is reached by the other lane.</summary>
    public sealed record OtherLane(Kanaal Lane) : TurnResult;
}
