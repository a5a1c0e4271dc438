namespace Isop.Core.Certificaten.Trainingen;

/// <summary>A condition and whether it is met.</summary>
/// <param name="Soort">Which rule.</param>
/// <param name="Voldaan">Whether it is met.</param>
public readonly record struct Voorwaarde(Voorwaardesoort Soort, bool Voldaan);

/// <summary>
/// When certificates may be issued (opleidingsplan §2.3.4 and tabel 10): what it was about was submitted, and the evaluations are in and were
/// passed on; then who was there gets one, evaluated or not. Each condition is a rule with a name. Pure.
/// </summary>
public static class Trainingsvoorwaarden
{
    /// <summary>Of the training itself.</summary>
    public static IReadOnlyList<Voorwaarde> Van(Training training) =>
    [
        .. training.Wat.Voorwaarden.Select(v => v switch
        {
            Voorwaardesoort.Inhoud => new Voorwaarde(v, training.Inhoud is not null),
            Voorwaardesoort.Evaluaties => new Voorwaarde(v, training.Ronde is { Gesloten: not null, Doorgegeven: not null }),
            _ => (Voorwaarde?)null,
        }).OfType<Voorwaarde>(),
    ];

    /// <summary>Whether the onderwijsbureau can issue.</summary>
    public static bool IsCompleet(Training training) => training.Afgezegd is null && Van(training).All(v => v.Voldaan);

    /// <summary>The parts that somebody missed; empty for who gets a certificate.</summary>
    public static IReadOnlyList<Trainingsdeel> Gemist(Training training, Deelnemer deelnemer, bool aanwezigheidVereist)
    {
        var attend = aanwezigheidVereist && training.Wat.Voorwaarden.Contains(Voorwaardesoort.Aanwezigheid);
        return
        [
            .. training.Delen.Index().Where(d => d.Item.Aanwezig?.Contains(deelnemer.Id) != true
                && (attend || (training.Wat.Slot is not null && d.Index == training.Delen.Count - 1))).Select(d => d.Item),
        ];
    }

    /// <summary>Who gets a certificate as it is now.</summary>
    public static IReadOnlyList<Deelnemer> Verdienen(Training training, bool aanwezigheidVereist) =>
        [.. training.Deelnemers.Where(d => !d.IsGewist && Gemist(training, d, aanwezigheidVereist).Count == 0)];

    /// <summary>Who gets one and is not in the decision yet.</summary>
    public static IReadOnlyList<Deelnemer> TeVerstrekken(Training training, bool aanwezigheidVereist) =>
        [.. Verdienen(training, aanwezigheidVereist).Where(d => training.Verstrekking?.Deelnemers.Contains(d.Id) != true)];
}
