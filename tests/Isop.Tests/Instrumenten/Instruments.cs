using Isop.Core.Instrumenten;

namespace Isop.Tests.Instrumenten;

/// <summary>A small instrument to test with: two groepen in model 1, one in model 2, the usual scale.</summary>
internal static class Instruments
{
    public const string Laagst = "nog-niet-zichtbaar";
    public const string Laag = "in-ontwikkeling";
    public const string Midden = "zichtbaar";
    public const string Sterk = "sterk";
    public const string NietGezien = "niet-gezien";

    public static IReadOnlyList<Leervraag> TweeLeervragen { get; } = Leervraag.From(["Hoe open ik de kring?", "Hoe doe ik mee in het leerteam?"]);

    public static Instrument Klein() => new()
    {
        Id = "proef",
        Versie = 1,
        Naam = "Proef",
        Standaard = false,
        Opleidingen = ["pabo-vt"],
        Leerjaren = [1],
        Schaal =
        [
            new() { Id = Laagst, Tekst = "nog niet zichtbaar", Waarde = 1, ToelichtingNodig = true },
            new() { Id = Laag, Tekst = "in ontwikkeling", Waarde = 2 },
            new() { Id = Midden, Tekst = "zichtbaar", Waarde = 3 },
            new() { Id = Sterk, Tekst = "sterk", Waarde = 4 },
            new() { Id = NietGezien, Tekst = "niet gezien" },
        ],
        Modellen =
        [
            Model(1, Groep("voorbereiden", "doel", "leerstof"), Groep("kinderen", "contact", "sfeer")),
            Model(2, Groep("houding", "afspraken", "initiatief")),
        ],
        Openingsvragen = ["Wat gaat goed?", "Wat zagen jullie?", "Wat is de volgende stap?"],
    };

    public static Model Model(int nummer, params Groep[] groepen) =>
        new() { Nummer = nummer, Naam = $"Model {nummer}", Uitleg = "Uitleg.", Groepen = groepen };

    public static Groep Groep(string id, params string[] criteria) =>
        new() { Id = id, Naam = $"Groep {id}", Criteria = [.. criteria.Select(Criterium)] };

    public static Criterium Criterium(string id) =>
        new() { Id = id, Tekst = $"De student doet {id}.", TekstIk = $"Ik doe {id}.", Kijkwijzer = $"Bijvoorbeeld: {id}." };

    /// <summary>The same step for everything the form asks.</summary>
    public static Antwoorden Alles(Instrument instrument, IReadOnlyList<Leervraag> leervragen, string stap) =>
        Wizard.Vragen(instrument, leervragen).Aggregate(Antwoorden.Empty, (all, v) => all.With(v.Id, Antwoord.From(stap, "Omdat.")));

    public static Antwoorden Met(params (string Id, string Stap)[] antwoorden) =>
        antwoorden.Aggregate(Antwoorden.Empty, (all, a) => all.With(a.Id, Antwoord.From(a.Stap, null)));
}
