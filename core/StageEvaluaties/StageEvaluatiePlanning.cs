using System.Security.Cryptography;
using Isop.Core.Bezorging;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Sleutels;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// The planning job of this capability: makes the waves that the kalender knows, opens them, invites and reminds, closes them and releases
/// the reports of a year. Running twice, or two at once, gives the result of one run.
/// </summary>
public sealed partial class StageEvaluatiePlanning(
    IDocumentStore store, Outbox outbox, RegisterStore registers, GolfStore golven, Golfrooster rooster, Golfgeheimen geheimen, Golfsluiting sluiting,
    Jaaruitgaven uitgaven, Kaartmoment kaartmoment, ILogger<StageEvaluatiePlanning>? logger = null)
{
    private static readonly TimeSpan Kwartier = TimeSpan.FromMinutes(15);

    /// <summary>Once a day, before anybody is at work.</summary>
    private static readonly TimeOnly Ochtend = new(6, 30);

    /// <summary>Days after the invitation.</summary>
    private static readonly int[] Herinneringen = [5, 12];

    /// <summary>Kwaliteitszorg hears of a wave so many days before it opens.</summary>
    private const int Aankondiging = 7;

    private readonly ILogger _logger = logger ?? NullLogger<StageEvaluatiePlanning>.Instance;

    /// <summary>Answers how many deliveries were added.</summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> wakes, DateTimeOffset now, CancellationToken ct)
    {
        var added = wakes.Contains(TussenevaluatiePlanning.RegisterWake) ? await FollowAsync(now, ct) : 0;
        foreach (var id in wakes.Where(w => w != TussenevaluatiePlanning.RegisterWake).Distinct())
        {
            added += await WakeAsync(id, now, ct);
        }

        return added;
    }

    /// <summary>A wave may have to be made without a new register: when a study year begins.</summary>
    private ValueTask<int> FollowAsync(DateTimeOffset now, CancellationToken ct) => registers.FollowAsync(
        store, outbox, GolfStore.Capability, (register, _) => BringInLineAsync(register, now, ct),
        kalender => kalender.Rows(KalenderSoort.Studiejaar).Concat(kalender.Rows(KalenderSoort.Stageperiode)).Select(r => r.Van), now, ct);

    private async ValueTask<int> BringInLineAsync(RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        if (register.Version.Length == 0)
        {
            return 0;
        }

        var (today, added) = (AmsterdamTime.DateOf(now), 0);
        foreach (var periode in Golfkalender.Van(register.Kalender, today))
        {
            if (await golven.FindAsync(periode.Id, ct) is null)
            {
                if (periode.Sluit < today)
                {
                    continue;
                }

                await golven.VoegToeAsync(
                    new Golf
                    {
                        Id = periode.Id, Studiejaar = periode.Studiejaar, Halfjaar = periode.Halfjaar, Van = periode.Van, Tot = periode.Tot,
                        Opent = periode.Opent, Sluit = periode.Sluit, Sleutel = await geheimen.MaakAsync(periode.Id, ct),
                    },
                    ct);
            }

            await golven.DecideAsync(periode.Id, new Golfopdracht.Volg(periode), null, now, ct);
        }

        foreach (var golf in (await golven.AlleAsync(ct)).Where(g => g.Staat != Golfstaat.Gesloten || g.Wekker is not null))
        {
            added += await WakeAsync(golf.Id, now, ct);
        }

        return added;
    }

    private async ValueTask<int> WakeAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        await golven.DecideAsync(id, new Golfopdracht.Wek(), null, now, ct);
        var added = 0;
        DateTimeOffset? sooner = null;
        try
        {
            added = await DoeAsync(await golven.FindAsync(id, ct), register, now, ct);
        }
        catch (KeyVaultUnavailableException refused)
        {
            // Not the process that may use the key, or the vault is away: whoever may does it at the next round.
            Log.KeyRefused(_logger, id, refused.Message);
            sooner = now + Kwartier;
        }

        // Also of a wave that is closed: counts are sealed, and only who may open them releases the year.
        await golven.WijzigAsync(id, g => (sooner ?? Wekker(g, now)) is var next && next != g.Wekker ? g with { Wekker = next } : null, ct);
        return added;
    }

    private async ValueTask<int> DoeAsync(Golf? golf, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct) => golf switch
    {
        { Staat: Golfstaat.Klaar } => await KondigAanAsync(golf, register, now, ct),
        { Staat: Golfstaat.Open } => await NodigAsync(golf, register, now, ct),
        { } when await sluiting.RondAfAsync(golf.Id, register, ct) is { Staat: Golfstaat.Gesloten } => await uitgaven.GeefUitAsync(golf.Studiejaar, register, now, ct),
        _ => 0,
    };

    /// <summary>Tomorrow morning while there is something to do; on the day before it opens while it waits.</summary>
    private static DateTimeOffset? Wekker(Golf golf, DateTimeOffset now)
    {
        var tomorrow = AmsterdamTime.At(AmsterdamTime.DateOf(now).AddDays(1), Ochtend);
        return golf.Staat switch
        {
            Golfstaat.Gesloten => null,
            Golfstaat.Klaar when AmsterdamTime.At(golf.Opent.AddDays(-Aankondiging), Ochtend) is var announced && announced > tomorrow => announced,
            _ => tomorrow,
        };
    }

    /// <summary>Once: who answers for it can look at the questions, and hold it.</summary>
    private async ValueTask<int> KondigAanAsync(Golf golf, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        var today = AmsterdamTime.DateOf(now);
        if (golf.Aangekondigd || today < golf.Opent.AddDays(-Aankondiging) || today > golf.Sluit)
        {
            return 0;
        }

        List<Intent> intents =
        [
            .. Verantwoordelijken(register, today).Select(p => new BezorgIntent
            {
                Person = p, Kind = Evaluatiekaarten.Golf, Case = golf.Id, Occasion = "aankondiging", Due = kaartmoment.VoorInstituut(register, p, now),
                Expires = AmsterdamTime.StartOf(golf.Opent.AddDays(1)),
            }),
        ];
        await outbox.CommitAsync(GolfStore.Golven, [], intents, ct);
        await golven.WijzigAsync(golf.Id, g => g.Aangekondigd ? null : g with { Aangekondigd = true }, ct);
        return intents.Count;
    }

    private static IEnumerable<PersonId> Verantwoordelijken(RegisterSnapshot register, DateOnly today) =>
        new[] { RolSoort.Kwaliteitszorg, RolSoort.Projectleider }.SelectMany(soort => register.HoldersOf(soort, today)).Select(r => r.Persoon)
            .Where(p => register.Find(p) is { Beeindigd: null }).Distinct();

    private async ValueTask<int> NodigAsync(Golf golf, RegisterSnapshot register, DateTimeOffset now, CancellationToken ct)
    {
        // After a restore there is another key: neither key nor answers are in a backup, so everybody is asked again.
        var key = await geheimen.MaakAsync(golf.Id, ct);
        golf = await golven.WijzigAsync(golf.Id, g => g.Staat != Golfstaat.Open || g.Sleutel.AsSpan().SequenceEqual(key) ? null : Golfregels.BeginOpnieuw(g, key), ct) ?? golf;
        await VulAanAsync(golf, register, ct);
        golf = await golven.FindAsync(golf.Id, ct) ?? golf;
        if (golf.Staat != Golfstaat.Open)
        {
            return 0;
        }

        var today = AmsterdamTime.DateOf(now);
        var all = await rooster.AlleAsync(golf.Id, ct);
        var due = all.Where(g => g.Value.Beurten <= Herinneringen.Length && Dag(register, golf, g.Value) <= today).ToList();
        if (due.Count == 0)
        {
            return 0;
        }

        var spent = due.Exists(g => g.Value.Beurten > 0) ? await rooster.GebruiktAsync(golf, ct) : new HashSet<string>();
        return await rooster.BewaarAsync(golf.Id, due.Select(g => new Beurt(g, g.Value with { Beurten = Volgende(register, golf, g.Value, today) }, Intent(golf, g.Value, spent, register, now))), ct);
    }

    /// <summary>Whoever is asked now and has no place gets one; the last shard is filled before another begins.</summary>
    private async ValueTask VulAanAsync(Golf golf, RegisterSnapshot register, CancellationToken ct)
    {
        var known = await rooster.AlleAsync(golf.Id, ct);
        var news = Nieuw(golf, known, register);
        if (news.Length == 0)
        {
            return;
        }

        // Mixed, so that who shares a shard has nothing else in common.
        RandomNumberGenerator.Shuffle(news.AsSpan());
        var taken = golf.Scherven == 0 ? 0 : ((golf.Scherven - 1) * Golfrooster.PerScherf) + known.Count(k => k.Value.Scherf == golf.Scherven);
        var placed = news.Select((n, i) => new Zitplaats(n.Uitnodiging, n.Zetel, 1 + ((taken + i) / Golfrooster.PerScherf))).ToList();
        var needed = placed[^1].Scherf;

        // Also when no shard is added: it tells whether the wave is still open, and of this key.
        var wider = await golven.WijzigAsync(
            golf.Id, g => g.Staat == Golfstaat.Open && g.Opnieuw == golf.Opnieuw ? g with { Scherven = Math.Max(g.Scherven, needed) } : null, ct);
        if (wider is not null)
        {
            await rooster.NodigAsync(wider, placed, ct);
        }
    }

    private (Uitnodiging Uitnodiging, int Zetel)[] Nieuw(Golf golf, IReadOnlyList<Stored<Genodigde>> known, RegisterSnapshot register)
    {
        var most = golven.Regels.MeesteEenheden;
        var seats = known.Select(k => k.Value).ToLookup(k => k.Student);
        List<(Uitnodiging, int)> news = [];
        foreach (var student in Golfkalender.Genodigden(register, Golfperiode.Of(golf), most).Where(u => golf.Vragenlijsten.ContainsKey(u.Opleiding)).GroupBy(u => u.Student))
        {
            // A koppel that was made or broken meanwhile is not asked about twice.
            var mine = seats[student.Key].ToList();
            var free = Enumerable.Range(1, most).Except(mine.Select(m => m.Zetel));
            news.AddRange(student.Where(u => !mine.Exists(m => Eenheden.Raken(m.Eenheid, u.Eenheid))).Zip(free));
        }

        return [.. news];
    }

    /// <summary>The day of the next turn.</summary>
    private static DateOnly Dag(RegisterSnapshot register, Golf golf, Genodigde g) => g.Beurten == 0
        ? g.Vanaf
        : Golfkalender.Herinnering(register, golf, g.Eenheid, g.Vanaf.AddDays(Herinneringen[g.Beurten - 1]));

    /// <summary>Turns that fall together, after days without a round, are one.</summary>
    private static int Volgende(RegisterSnapshot register, Golf golf, Genodigde g, DateOnly today)
    {
        var next = g with { Beurten = g.Beurten + 1 };
        while (next.Beurten <= Herinneringen.Length && Dag(register, golf, next) <= today)
        {
            next = next with { Beurten = next.Beurten + 1 };
        }

        return next.Beurten;
    }

    private BezorgIntent? Intent(Golf golf, Genodigde g, IReadOnlySet<string> spent, RegisterSnapshot register, DateTimeOffset now)
    {
        if (g.NietMeer || spent.Contains(g.Plek) || register.Find(g.Student) is not { Beeindigd: null })
        {
            return null;
        }

        var occasion = g.Beurten == 0 ? "uitnodiging" : $"{Evaluatiekaarten.Herinnering}-{g.Beurten}";
        return new BezorgIntent
        {
            Person = g.Student, Kind = Evaluatiekaarten.Uitnodiging, Case = Evaluatiekaarten.ZaakVan(golf.Id, g.Eenheid),
            Occasion = golf.Opnieuw == 0 ? occasion : $"{occasion}-opnieuw-{golf.Opnieuw}",
            Due = kaartmoment.VoorAanvang(register, g.Student, now), Expires = AmsterdamTime.StartOf(golf.Sluit.AddDays(1)),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The key of wave {Golf} cannot be used here: {Reason} It is tried again.")]
        public static partial void KeyRefused(ILogger logger, string golf, string reason);
    }
}
