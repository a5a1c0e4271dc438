using Isop.Core.Bezorging;

namespace Isop.Core.Webhooks;

/// <summary>
/// What becomes of a delivery and its subscription after a call. Pure. A delivery is tried at growing distances until it is three days old;
/// a receiver that fails again and again is itself left alone at those distances, so that a night of trouble ends no subscription.
/// </summary>
public static class Afleverregels
{
    /// <summary>Calls to one receiver at once.</summary>
    public const int Tegelijk = 4;

    /// <summary>This many failures in a row end a subscription.</summary>
    public const int MeesteFouten = 20;

    /// <summary>More deliveries about one case within an hour than anything but a circle brings.</summary>
    public const int MeestePerZaak = 30;

    public static readonly TimeSpan Rondgang = TimeSpan.FromHours(1);
    public static readonly TimeSpan LangstOnderweg = TimeSpan.FromDays(3);

    /// <summary>A refusal that a repetition does not change is repeated this often all the same: flows are being worked on.</summary>
    private const int PogingenBijWeigering = 4;

    /// <summary>Failures in a row that may be about these events and not about the receiver: other cases go on.</summary>
    private const int FoutenZonderPauze = Tegelijk;

    private static readonly TimeSpan LangsteRetryAfter = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Afstanden =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6),
    ];

    /// <summary>Calls at once to a receiver in this state: the more failed in a row the fewer, so that a wave of events does not use up its failures.</summary>
    public static int TegelijkBij(Abonnementstand stand) => Math.Max(1, Tegelijk - stand.OpRij);

    /// <summary>Whether it is too late to be worth telling.</summary>
    public static bool IsVerlopen(Aflevering aflevering, DateTimeOffset now) => now - aflevering.Gepland >= LangstOnderweg;

    /// <summary>After a call.</summary>
    public static Afleverbesluit Na(Aflevering aflevering, Abonnementstand stand, Webhookantwoord antwoord, DateTimeOffset now)
    {
        if (antwoord is Webhookantwoord.Aangenomen)
        {
            return new Afleverbesluit(
                aflevering with { State = BezorgStaat.Delivered }, stand with { Bezorgd = stand.Bezorgd + 1, LaatstBezorgd = now, OpRij = 0, PauzeTot = null });
        }

        var failed = stand with { LaatsteFout = new Aflevermislukking(now, Webhookwoorden.Reden(antwoord)), OpRij = stand.OpRij + 1 };
        if (antwoord is Webhookantwoord.Weg)
        {
            return new Afleverbesluit(aflevering with { State = BezorgStaat.Cancelled }, failed, Stopreden.OntvangerWeg);
        }

        if (failed.OpRij >= MeesteFouten)
        {
            return new Afleverbesluit(aflevering with { State = BezorgStaat.Cancelled }, failed, Stopreden.TeVaakMislukt);
        }

        var attempts = aflevering.Pogingen + 1;
        var asked = antwoord is Webhookantwoord.Geweigerd { Wacht: { } wacht } ? (wacht < LangsteRetryAfter ? wacht : LangsteRetryAfter) : TimeSpan.Zero;
        var due = now + Langste(Afstand(attempts), asked);
        var state = antwoord is Webhookantwoord.Geweigerd { Status: var status } && BlijftZo(status) && attempts >= PogingenBijWeigering ? BezorgStaat.Failed
            : due - aflevering.Gepland >= LangstOnderweg ? BezorgStaat.Expired
            : BezorgStaat.RetryAt;
        var rest = failed.OpRij > FoutenZonderPauze ? Langste(Afstand(failed.OpRij - FoutenZonderPauze), asked) : asked;
        return new Afleverbesluit(
            aflevering with { State = state, Due = due, Pogingen = attempts },
            failed with { Mislukt = failed.Mislukt + (state == BezorgStaat.RetryAt ? 0 : 1), PauzeTot = rest > TimeSpan.Zero ? now + rest : failed.PauzeTot });
    }

    /// <summary>Given up without a call, because it is too late.</summary>
    public static Afleverbesluit Verloopt(Aflevering aflevering, Abonnementstand stand) =>
        new(aflevering with { State = BezorgStaat.Expired }, stand with { Mislukt = stand.Mislukt + 1 });

    private static TimeSpan Afstand(int keer) => Afstanden[Math.Min(keer, Afstanden.Length) - 1];

    private static TimeSpan Langste(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>The request itself is refused. Not: not there (yet), too slow, too early, too many.</summary>
    private static bool BlijftZo(int status) => status is >= 400 and < 500 and not (404 or 408 or 409 or 425 or 429);
}

/// <param name="Wordt">The delivery as it is now; in every state but retry-at its row goes.</param>
/// <param name="Stand">How it goes with the subscription now.</param>
/// <param name="Stop">Why the subscription ends; null when it does not.</param>
public sealed record Afleverbesluit(Aflevering Wordt, Abonnementstand Stand, Stopreden? Stop = null);
