using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Core.Bezoeken;

/// <summary>
/// The planning job of this capability. Woken for a year it lets the clock do its work and, when visits wait for a moment, plans them;
/// woken for "register" it brings all years in line. Running twice, or two at once, gives the result of one run.
/// </summary>
public sealed class BezoekPlanning(IDocumentStore store, Outbox outbox, BezoekStore bezoeken, RegisterStore registers)
{
    private const int AtOnce = 16;

    /// <summary>Answers how many deliveries were added.</summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> wakes, DateTimeOffset now, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        var added = wakes.Contains(TussenevaluatiePlanning.RegisterWake) ? await FollowAsync(now, ct) : 0;
        foreach (var id in wakes.Where(w => w != TussenevaluatiePlanning.RegisterWake).Distinct())
        {
            await bezoeken.TellAsync(id, now, ct);
            added += Deliveries(await bezoeken.DecideAsync(id, new Bezoekopdracht.Wek(), register, now, ct));
            added += await PlanAsync(id, register, now, ct);
        }

        return added;
    }

    /// <summary>Plans what waits; again when the year changed meanwhile.</summary>
    private async ValueTask<int> PlanAsync(string id, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        while (await bezoeken.FindAsync(id, ct) is { Rekent: true, Beschikbaarheid: not null } jaar)
        {
            var om = await bezoeken.OmgevingVanAsync(jaar, register, now, ct);
            var opdracht = OpdrachtVan(jaar, om) with { AndereBezoeken = await OthersAsync(jaar, register, now, ct) };
            var voorstel = Jaarplan.Plan(register, opdracht, ct);
            if (await bezoeken.DecideAsync(id, new Bezoekopdracht.NeemVoorstel(voorstel, jaar.Revisie), register, now, ct) is not Bezoekbesluit.Geweigerd and var besluit)
            {
                return Deliveries(besluit);
            }
        }

        return 0;
    }

    /// <summary>When other visitors come to the opleiders of this year.</summary>
    private async ValueTask<Dictionary<PersonId, IReadOnlyList<Halfdag>>> OthersAsync(Bezoekjaar jaar, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var others = new Dictionary<PersonId, IReadOnlyList<Halfdag>>();
        foreach (var opleider in jaar.Bezoeken.Where(b => b.Open).Select(b => b.Opleider).OfType<PersonId>().Distinct())
        {
            others[opleider] =
            [
                .. (await bezoeken.VanPersoonAsync(opleider, register, [AmsterdamTime.DateOf(now)], ct)).Where(o => o.Id != jaar.Id)
                    .SelectMany(o => o.Bezoeken.Where(b => b.Opleider == opleider && b.Houdt).Select(b => b.Moment!.Value)).Distinct(),
            ];
        }

        return others;
    }

    /// <summary>What the planner is asked: everything that nobody was asked yet, around what was.</summary>
    public static Jaaropdracht OpdrachtVan(Bezoekjaar jaar, Bezoekomgeving om)
    {
        var free = jaar.Bezoeken.Where(b => b is { Staat: Bezoekstaat.Ongepland, Terug: null } or { Staat: Bezoekstaat.Voorgesteld }).ToList();
        return new Jaaropdracht
        {
            Wensen = [.. free.Select(b => b.Wens)],
            Beschikbaarheid = jaar.Beschikbaarheid! with { Vrij = [.. jaar.Beschikbaarheid!.Vrij, .. jaar.Afwezig] },
            Opleiders = om.Opleiders,
            Vast = [.. jaar.Bezoeken.Except(free).Where(b => b.Houdt).Select(b => new GeplandBezoek(b.Wens, b.Moment!.Value, false))],
            Huidig = free.Where(b => b.Moment is not null).ToDictionary(b => b.Id, b => b.Moment!.Value),
            Afgewezen = free.Where(b => b.Afgewezen.Count > 0).ToDictionary(b => b.Id, b => b.Afgewezen),
            Bezet = [.. om.Agenda?.Dagdelen ?? []],
            Vanaf = om.Vandaag.AddDays(1),
        };
    }

    private ValueTask<int> FollowAsync(DateTimeOffset now, CancellationToken ct) => registers.FollowAsync(
        store, outbox, Bezoekkaarten.Capability, (register, first) => BringInLineAsync(register, first, now, ct),
        kalender => kalender.Rows(KalenderSoort.Studiejaar).Select(r => r.Van), now, ct);

    /// <summary>First what visitors lose, then what they gain: a visit that a former visitor made is known by then.</summary>
    private async ValueTask<int> BringInLineAsync(RegisterSnapshot register, bool first, DateTimeOffset now, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(now);
        var (studiejaar, van, tot) = register.Kalender.StudiejaarVan(today);
        var visitors = register.Data.Studenten.SelectMany(s => new[] { s.Opleiding.IsMbo ? s.Mwb : s.Studiecoach }).OfType<PersonId>().ToHashSet();
        var former = first ? [] : await bezoeken.BezoekersAsync(studiejaar, ct);
        var added = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        foreach (var pass in new[] { false, true })
        {
            var elders = pass && !first ? await DoneElsewhereAsync(studiejaar, today, ct) : [];
            await Parallel.ForEachAsync(
                pass ? visitors : former.Where(v => v != PersonId.Gewist),
                options,
                async (visitor, token) =>
                {
                    var wensen = Jaarwensen.Of(register, visitor, studiejaar);
                    var known = await bezoeken.FindAsync(visitor, studiejaar, token);
                    var asked = pass || known is null ? wensen : [.. wensen.Where(w => known.Find(w.Id) is not null)];
                    var volg = new Bezoekopdracht.Volg(
                        asked, [.. asked.Where(w => elders.TryGetValue(w.Id, out var by) && by != visitor).Select(w => w.Id)]);
                    Bezoekbesluit? besluit = known is not null
                        ? await bezoeken.DecideAsync(known.Id, volg, register, now, token)
                        : pass ? await bezoeken.StartAsync(visitor, studiejaar, new Dagen(van, tot), volg, register, now, token) : null;
                    Interlocked.Add(ref added, Deliveries(besluit));
                    if (besluit is Bezoekbesluit.Gewijzigd && known is null)
                    {
                        await ListAsync(studiejaar, visitor, tot.AddDays(1), token);
                    }
                });
        }

        return added;
    }

    private async ValueTask ListAsync(string studiejaar, PersonId visitor, DateOnly until, CancellationToken ct) => await store.CommitAsync(
        new Partition(BezoekStore.Table, $"jaar:{studiejaar}"),
        [Documents.Add($"{visitor}", new Bezoekwissel(visitor, Bezoekjaar.IdOf(visitor, studiejaar), AmsterdamTime.StartOf(until)), CoreJson.Default.Bezoekwissel)],
        ct);

    /// <summary>Visits that were made, by their id, of students who went to another visitor.</summary>
    private async ValueTask<Dictionary<string, PersonId>> DoneElsewhereAsync(string studiejaar, DateOnly today, CancellationToken ct)
    {
        var done = new Dictionary<string, PersonId>();
        foreach (var id in await bezoeken.WisselsAsync(studiejaar, null, ct))
        {
            foreach (var bezoek in (await bezoeken.FindAsync(id, ct) is { } jaar ? jaar.Bezoeken : []).Where(b => b.Staat == Bezoekstaat.Geweest || Bezoekregels.WentBy(b, today)))
            {
                done[bezoek.Id] = PersonId.Parse(id.Split(':')[0]);
            }
        }

        return done;
    }

    private static int Deliveries(Bezoekbesluit? besluit) =>
        besluit is Bezoekbesluit.Gewijzigd change ? change.Intents.OfType<BezorgIntent>().Count() : 0;
}
