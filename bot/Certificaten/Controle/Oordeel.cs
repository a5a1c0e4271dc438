using System.Diagnostics;
using System.Globalization;
using Isop.Core.Certificaten;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Controle;

/// <summary>What the page says first.</summary>
/// <param name="Geldigheid">Also which mark and which colour.</param>
/// <param name="Kop">"Geldig", "Ingetrokken op 3 maart 2027".</param>
/// <param name="Zin">What that means.</param>
internal sealed record Oordeel(Geldigheid Geldigheid, string Kop, string Zin)
{
    public bool Geldt => Geldigheid is Geldigheid.Geldig;

    public static Oordeel Over(Certificaatblad blad, DateOnly dag)
    {
        var geldigheid = blad.Op(dag);
        return geldigheid switch
        {
            Geldigheid.Geldig => new(geldigheid, "Geldig", $"Dit certificaat is echt. {blad.Certificaat.Uitgever} gaf het uit en het geldt vandaag."),
            Geldigheid.Verlopen => new(
                geldigheid, $"Verlopen op {Dutch.Date(blad.Certificaat.GeldigTot!.Value)}", $"Dit certificaat is echt verstrekt door {blad.Certificaat.Uitgever}, maar het geldt niet meer."),
            Geldigheid.Vervangen => new(
                geldigheid, $"Vervangen door een nieuwer certificaat op {Dutch.Date(blad.Stand.Vervangen!.Op)}",
                $"Dit certificaat is echt verstrekt door {blad.Certificaat.Uitgever}, maar alleen het nieuwe geldt nog."),
            Geldigheid.Ingetrokken => new(
                geldigheid, $"Ingetrokken op {Dutch.Date(blad.Stand.Ingetrokken!.Op)}",
                $"{blad.Certificaat.Uitgever} heeft dit certificaat verstrekt en daarna ingetrokken. Het geldt niet meer."),
            _ => throw new UnreachableException(),
        };
    }
}

/// <summary>Facts as they are written out.</summary>
internal static class Feiten
{
    public const string ZonderNaam = "De naam is op verzoek verwijderd";

    private const int PerUur = 60;

    public static string Naam(Certificaatblad blad) => blad is { Stand.NaamVerwijderd: null, Houder: { } houder } ? houder.Naam : ZonderNaam;

    /// <summary>"6 uur", "1 uur en 30 minuten"</summary>
    public static string Duur(int minuten)
    {
        var uren = string.Create(CultureInfo.InvariantCulture, $"{minuten / PerUur} uur");
        var rest = Dutch.Count(minuten % PerUur, "minuut", "minuten");
        return minuten < PerUur ? rest : minuten % PerUur == 0 ? uren : $"{uren} en {rest}";
    }
}
