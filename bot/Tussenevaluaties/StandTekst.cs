using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>
/// How far a case is, in a few words, for one reader. Who fills in knows of the other side nothing but "wacht op …", and that only
/// after the own submission; who follows the student (opleider, studiecoach, mwb-er) sees who is still to come.
/// </summary>
internal static class StandTekst
{
    public static string Of(ZaakView z) => z.Zaak switch
    {
        { Fase: Fase.Vervallen } => "Niet meer nodig: de stage is gestopt of voorbij",
        { Gesprek.ZonderFormulier: not null } => "Besproken zonder formulier",
        { Twijfel: not null } => "Het onderwijsbureau zoekt iets uit",
        { Fase: Fase.Gepland or Fase.Leervragen } => $"Gaat open op {Dutch.Day(z.Zaak.Opening)}",
        { Fase: Fase.Open } when z.Zijde is { } zijde => z.Zaak.InzendingVan(zijde) is null ? ToFillIn(z) : $"Ingediend; wacht op {z.Ander}",
        { Fase: Fase.Open } => $"{(IsLate(z) ? "Te laat" : $"Open tot en met {z.Deadline}")}; wacht op {Dutch.List([.. Tussenevaluatie.Missing(z.Zaak).Select(z.Roepnaam)])}",
        { Fase: Fase.Zichtbaar, Vrijgegeven: not null } => "Eén formulier ingevuld, nu zichtbaar",
        { Fase: Fase.Zichtbaar, Gesprek.Afgesproken: { } moment } => $"Beide ingevuld, nu zichtbaar; gesprek op {Dutch.Moment(moment)}",
        { Fase: Fase.Zichtbaar } => "Beide ingevuld, nu zichtbaar; nog geen gesprek gepland",
        { Gesprek: { Verslag: { } v, Akkoord: null } } => $"Besproken op {Dutch.Day(v.Datum)}; wacht op akkoord",
        { Gesprek.Verslag: { } v } => $"Besproken op {Dutch.Day(v.Datum)}, afgerond",
        _ => "Afgerond",
    };

    public static bool IsLate(ZaakView z) => z.Zaak is { Fase: Fase.Open, Twijfel: null } && AmsterdamTime.DateOf(z.Now) > z.Zaak.Deadline;

    /// <summary>Until when there is, or was, time.</summary>
    public static string Termijn(ZaakView z) => IsLate(z) ? $"de einddatum was {z.Deadline}" : $"tot en met {z.Deadline}";

    /// <summary>Whether the reader's own form is still to come.</summary>
    public static bool WaitsForReader(ZaakView z) => z is { Zijde: { } zijde, Zaak: { Fase: Fase.Open, Twijfel: null } } && z.Zaak.InzendingVan(zijde) is null;

    private static string ToFillIn(ZaakView z) => IsLate(z) ? $"Nog in te vullen; de einddatum was {z.Deadline}" : $"Nog in te vullen, tot en met {z.Deadline}";
}
