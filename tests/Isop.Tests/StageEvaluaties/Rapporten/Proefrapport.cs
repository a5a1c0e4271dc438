using Isop.Core.StageEvaluaties;
using Isop.Core.StageEvaluaties.Rapportage;

namespace Isop.Tests.StageEvaluaties.Rapporten;

/// <summary>Small reports of which every figure is known.</summary>
internal static class Proefrapport
{
    public const string Jaar = "2028-2029";

    private static readonly Deel[] Venster = [new("a", "2026-2027", Jaar)];

    public static Punt.Toon Toon(string item, params int[] stappen) => new() { Item = item, Cijfer = Cijfer(stappen) };

    public static Punt.Band Band(string item, Bandhoogte hoogte, bool iedereen = true) => new() { Item = item, Hoogte = hoogte, Iedereen = iedereen, Delen = Venster };

    public static Punt.Verborgen Verborgen(string item, Verborgenreden reden) => new() { Item = item, Reden = reden };

    public static Punt.Herhaald Herhaald(Punt eerder, Verborgenreden reden) => new() { Item = eerder.Item, Eerder = eerder, Sinds = "2027-2028", Reden = reden };

    public static Cijfer Cijfer(params int[] stappen) => new() { Stappen = stappen, GeenMening = 2, Personen = 5, Delen = Venster };

    public static Rapport Van(params Punt[] punten) => new() { Studiejaar = Jaar, Punten = punten, Respons = 42, LageRespons = false };

    /// <summary>Every item of the points under one heading, with a norm of 3.5 on each.</summary>
    public static Rapportbron Bron(params Punt[] punten) => new()
    {
        Onderwerp = new("De Lorkeboom", Rapportsoort.Organisatie), Lezer = Lezer.Directeur, Eigen = Van(punten),
        Lijsten = [Voorbeeldlijst.Van(Onderwerp.Organisatie, punten.Select(p => (p.Item, (double?)3.5)))],
    };

    public static Itembeeld Beeld(Rapportbron bron) => Assert.Single(Assert.Single(Rapportbeeld.Maak(bron).Onderdelen).Items);

    /// <summary>Each kind of point, and the report of a board with what is not in it.</summary>
    public static Rapportbron Gemengd => Bron(
        Toon("toon", 0, 1, 4, 9, 6), Toon("laag", 3, 4, 2, 1, 0), Band("band", Bandhoogte.Hoog), Herhaald(Toon("oud", 0, 0, 3, 4, 3), new Verborgenreden.Verschil()),
        Herhaald(Band("oudeband", Bandhoogte.Midden, iedereen: false), new Verborgenreden.TeWeinigPersonen(null)),
        Verborgen("weinig", new Verborgenreden.TeWeinigPersonen("2029-2030")), Verborgen("aanvullend", new Verborgenreden.Aanvullend())) with
    {
        Partnerschap = Van(Toon("toon", 1, 2, 3, 4, 5), Toon("laag", 10, 20, 30, 40, 50)), Vorige = Van(Toon("toon", 0, 2, 4, 8, 2)),
    };
}
