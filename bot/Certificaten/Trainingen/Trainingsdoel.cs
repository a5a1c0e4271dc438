using Isop.Bot.Cards;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;

namespace Isop.Bot.Certificaten.Trainingen;

/// <summary>For whom a training is, as one choice on a card: an organisation, all of one's own, a board, or everybody.</summary>
internal static class Trainingsdoel
{
    private const string Alles = "alle", Eigen = "eigen", Bestuur = "bestuur:", Organisatie = "organisatie:";

    public static IReadOnlyList<Keuze> Keuzes(RegisterSnapshot register, PersonId person, Trainingssoort soort, DateOnly day)
    {
        var mine = Doelgroep.Organisaties(register, person, soort, day);
        var boards = mine.GroupBy(o => o.Bestuur).Where(g => g.Count() > 1 && g.Count() == register.Data.Organisaties.Count(o => o.Bestuur == g.Key))
            .Select(g => (g.Key, Naam: register.Data.Besturen.FirstOrDefault(b => b.Code == g.Key)?.Naam ?? g.Key)).OrderBy(b => b.Naam, Bureau.BureauText.Names).ToList();
        var everything = mine.Count > 1 && mine.Count == register.Data.Organisaties.Count;
        return
        [
            .. everything ? [new Keuze("Alle organisaties", Alles)] : Array.Empty<Keuze>(),
            .. mine.Count > 1 && !everything && boards.Count != 1 ? [new Keuze($"Mijn {mine.Count} organisaties samen", Eigen)] : Array.Empty<Keuze>(),
            .. boards.Select(b => new Keuze($"Heel {b.Naam}", Bestuur + b.Key)),
            .. mine.Select(o => new Keuze($"{o.Naam}, {o.Plaats}", Organisatie + o.Code)),
        ];
    }

    /// <summary>The locations, and the board when it is for one; none when the choice is none of this person's.</summary>
    public static (IReadOnlyList<string> Organisaties, string? Bestuur) Lees(string? keuze, RegisterSnapshot register, PersonId person, Trainingssoort soort, DateOnly day)
    {
        var mine = Doelgroep.Organisaties(register, person, soort, day);
        return keuze switch
        {
            Alles or Eigen => ([.. mine.Select(o => o.Code)], null),
            // Only what was offered: of a board that is partly another's, its own organisations are chosen one by one.
            _ when keuze?.StartsWith(Bestuur, StringComparison.Ordinal) == true && Keuzes(register, person, soort, day).Any(k => k.Value == keuze) =>
                ([.. mine.Where(o => o.Bestuur == keuze[Bestuur.Length..]).Select(o => o.Code)], keuze[Bestuur.Length..]),
            _ when keuze?.StartsWith(Organisatie, StringComparison.Ordinal) == true => ([.. mine.Where(o => o.Code == keuze[Organisatie.Length..]).Select(o => o.Code)], null),
            _ => ([], null),
        };
    }
}
