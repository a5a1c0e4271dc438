using System.Text.Json;
using Isop.Core;
using Isop.Core.StageEvaluaties;

namespace Isop.Tests.StageEvaluaties;

/// <summary>A small vragenlijst to test with: two onderdelen of two stellingen, two open vragen.</summary>
internal static class Vragenlijsten
{
    public static Vragenlijst Klein() => new()
    {
        Id = "proef",
        Versie = 1,
        Naam = "Proef",
        Standaard = false,
        Opleidingen = ["pabo-vt"],
        Stappen = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"],
        Onderdelen =
        [
            Onderdeel("plek", Onderwerp.Organisatie, Stelling("sfeer"), Stelling("rust")),
            Onderdeel("coach", Onderwerp.Opleider, Stelling("gezien"), Stelling("gehoord") with { Norm = 3.5 }),
        ],
        OpenVragen = [new() { Id = "blijven", Tekst = "Wat moet zo blijven?" }, new() { Id = "beter", Tekst = "Wat kan beter?" }],
    };

    /// <summary>As long as the rules allow, for every opleiding; its ids and texts are at their longest.</summary>
    public static Vragenlijst Grootst() => Klein() with
    {
        Id = new string('i', 60),
        Versie = 9999,
        Onderdelen =
        [
            .. Enumerable.Range(0, 10).Select(o => Onderdeel($"onderdeel-{o}", Onderwerp.Leerteam,
                [.. Enumerable.Range(0, 3).Select(s => new Stelling { Id = $"{o}-{s}-{new string('x', 50)}", Tekst = Lang(200), Kort = $"{o}-{s} {Lang(70)}", Norm = 3.5 })])
                with { Naam = Lang(100), Uitleg = Lang(300) }),
        ],
        OpenVragen = [.. Enumerable.Range(0, 2).Select(v => new OpenVraag { Id = $"open-{v}", Tekst = Lang(200), Uitleg = Lang(300) })],
    };

    public static Onderdeel Onderdeel(string id, Onderwerp over, params Stelling[] stellingen) =>
        new() { Id = id, Naam = $"Onderdeel {id}", Over = over, Stellingen = stellingen };

    public static Stelling Stelling(string id) => new() { Id = id, Tekst = $"Er was {id}.", Kort = $"Kort {id}" };

    public static string Json(Vragenlijst vragenlijst) => JsonSerializer.Serialize(vragenlijst, CoreJson.Default.Vragenlijst);

    private static string Lang(int length) => new('€', length);
}
