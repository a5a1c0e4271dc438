using System.Text.RegularExpressions;
using Isop.Core.Register;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Takes out of a remark what would lead to a person: names of the register, e-mail addresses, telephone numbers and dates. It takes rather too much:
/// who reads it for release sees what is left, and cannot bring anything back.
/// </summary>
public sealed partial class Maskering
{
    private const string Iemand = "[naam]";
    private const int ShortestPart = 3;

    /// <summary>"Bo" is somebody where a Bo works, and nobody elsewhere.</summary>
    private const int ShortestHere = 2;

    /// <summary>Parts of family names that say nothing alone.</summary>
    private static readonly HashSet<string> Voorvoegsels = new(["van", "de", "der", "den", "het", "te", "ter", "ten", "in", "op", "la", "le", "el", "al", "uit", "von", "bij", "aan", "voor", "over", "onder"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Every part of every name; masked where it is written with a capital.</summary>
    private readonly HashSet<string> _everybody;

    /// <summary>Those of the people at the eenheid; masked however they are written.</summary>
    private readonly HashSet<string> _here;

    public Maskering(IEnumerable<string> iedereen, IEnumerable<string> hier) => (_everybody, _here) = (Parts(iedereen, ShortestPart), Parts(hier, ShortestHere));

    /// <summary>For remarks about one eenheid.</summary>
    public static Func<string, Maskering> Van(RegisterSnapshot register)
    {
        var everybody = Parts(register.Data.Personen.SelectMany(Namen), ShortestPart);
        return eenheid => new Maskering(everybody, Mensen(register, eenheid).Select(register.Find).OfType<Persoon>().SelectMany(Namen));
    }

    private Maskering(HashSet<string> everybody, IEnumerable<string> hier) => (_everybody, _here) = (everybody, Parts(hier, ShortestHere));

    public string Masker(string tekst)
    {
        var masked = Phone().Replace(Mail().Replace(tekst, "[e-mailadres]"), "[telefoonnummer]");
        masked = WrittenDate().Replace(masked, "[datum]");
        masked = Word().Replace(masked, m => IsName(m.Value) ? Iemand : m.Value);
        return Repeated().Replace(masked, Iemand);
    }

    private bool IsName(string word)
    {
        // "Sanne's" and "sannes".
        var plain = word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word;
        return _here.Contains(plain) || (plain.EndsWith('s') && _here.Contains(plain[..^1])) || (char.IsUpper(plain[0]) && _everybody.Contains(plain));
    }

    private static IEnumerable<string> Namen(Persoon persoon) => [persoon.Naam, persoon.Roepnaam];

    private static HashSet<string> Parts(IEnumerable<string> names, int shortest) => new(
        names.SelectMany(n => Word().Matches(n).Select(m => m.Value)).Where(p => p.Length >= shortest && !Voorvoegsels.Contains(p)),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Students, who guides them, and who has a role there.</summary>
    private static IEnumerable<PersonId> Mensen(RegisterSnapshot register, string eenheid)
    {
        var locaties = Eenheden.Locaties(eenheid);
        var stages = locaties.SelectMany(register.StagesAt).ToList();
        var students = stages.Select(s => s.Student).Distinct().Select(register.FindStudent).OfType<Student>();
        return stages.SelectMany(s => s.Werkplekbegeleiders.Append(s.Student)).Concat(stages.Select(s => s.Opleider).OfType<PersonId>())
            .Concat(students.SelectMany(s => new[] { s.Studiecoach, s.Mwb }).OfType<PersonId>())
            .Concat(register.Data.Rollen.Where(r => r.Organisatie is { } code && locaties.Contains(code)).Select(r => r.Persoon)).Distinct();
    }

    [GeneratedRegex(@"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]+", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?<!\d)(?:\+31|0031|0)[\s-]?(?:\d[\s-]?){8,9}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(
        @"\b(?:(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\s+)?\d{1,2}(?:\s+|-)(?:jan|feb|maart|mrt|apr|mei|juni?|juli?|aug|sept?|okt|nov|dec)[a-z]*(?:\s+|-)?(?:\d{4})?\b"
        + @"|\b\d{1,2}[-/.]\d{1,2}(?:[-/.](?:\d{4}|\d{2}))?\b|\b\d{4}-\d{2}-\d{2}\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WrittenDate();

    /// <summary>A first and a family name are one person.</summary>
    [GeneratedRegex(@"\[naam\](?:\s+(?:van|de|der|den|het|ter|ten|te|in|'t|’t))*(?:\s+\[naam\])+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Repeated();
}
