using Isop.Core.Register;

namespace Isop.Bot.Bureau;

/// <summary>Everybody in a version of the register by name, to search in.</summary>
internal sealed class Namenlijst
{
    private readonly (Persoon Persoon, string Zoektekst)[] _opNaam;

    private Namenlijst(RegisterSnapshot register) =>
        _opNaam = [.. BureauText.OpNaam(register.Data.Personen, p => p.Naam).Select(p => (p, BureauText.ToSearch(p.Naam)))];

    public static Namenlijst Van(RegisterSnapshot register) => register.Once(static r => new Namenlijst(r));

    /// <summary>Whose name or address has this in it (as <see cref="BureauText.ToSearch"/> writes it), by name; also those for whom something else holds.</summary>
    public IEnumerable<Persoon> Zoek(string tekst, Func<Persoon, bool>? ook = null) => _opNaam
        .Where(p => p.Zoektekst.Contains(tekst, StringComparison.Ordinal) || p.Persoon.Email.Contains(tekst, StringComparison.OrdinalIgnoreCase) || ook?.Invoke(p.Persoon) == true)
        .Select(p => p.Persoon);
}

/// <summary>How many there are of everything, of a version of the register.</summary>
internal sealed record Registertelling(int Studenten, int Anderen, int Stages, IReadOnlyList<string> HboOpleidingen)
{
    public static Registertelling Van(RegisterSnapshot register) => register.Once(static r => new Registertelling(
        r.Data.Studenten.Count(s => r.Find(s.Persoon) is { Beeindigd: null }),
        r.Data.Personen.Count(p => p.Beeindigd is null && r.FindStudent(p.Id) is null),
        r.Data.Stages.Count(s => s.Beeindigd is null),
        [.. r.Data.Studenten.Select(s => s.Opleiding).Distinct().Where(o => o.IsHbo).Select(o => o.Code).Distinct().Order(StringComparer.Ordinal)]));
}
