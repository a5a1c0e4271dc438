namespace Isop.Core.Instrumenten;

public enum Overeenkomst
{
    /// <summary>Both chose the highest step.</summary>
    Sterk,

    /// <summary>Both chose the same step, neither the highest nor in the lower half.</summary>
    Gelijk,

    /// <summary>Both chose the same step in the lower half of the scale.</summary>
    GelijkLaag,

    /// <summary>Both gave an inschatting, and they differ.</summary>
    Verschil,

    /// <summary>One gave an inschatting; the other has not seen it, or has no form.</summary>
    EenNietGezien,

    /// <summary>Nobody gave an inschatting.</summary>
    BeidenNietGezien,
}

/// <summary>What both say about one criterium or leervraag.</summary>
public sealed record Vergelijkregel
{
    public required Vraag Vraag { get; init; }

    /// <summary>The name of the groep; "Leervragen" for a leervraag.</summary>
    public required string Groep { get; init; }

    public Antwoord? Mentor { get; init; }

    public Antwoord? Student { get; init; }

    public Schaalstap? StapMentor { get; init; }

    public Schaalstap? StapStudent { get; init; }

    public required Overeenkomst Overeenkomst { get; init; }

    /// <summary>How many steps of the scale they are apart; null unless both gave an inschatting.</summary>
    public int? Afstand { get; init; }

    /// <summary>Both chose a step in the lower half of the scale.</summary>
    public required bool BeidenLaag { get; init; }
}

/// <summary>
/// What mentor and student filled in, side by side, as the start of a gesprek: what both find strong, the leervragen, the
/// largest differences. Every answer of both is in it once. There is no sum and no mark: the order of the steps
/// is only used to sort.
/// </summary>
public sealed record Vergelijking
{
    /// <summary>Everything, in the order of the form.</summary>
    public required IReadOnlyList<Vergelijkregel> Regels { get; init; }

    /// <summary>What both find strong, in the order of the form.</summary>
    public IEnumerable<Vergelijkregel> Sterk => Criteria(Overeenkomst.Sterk);

    /// <summary>The student's own items with both answers, whatever they are.</summary>
    public IEnumerable<Vergelijkregel> Leervragen => Regels.Where(r => r.Vraag.IsLeervraag);

    /// <summary>Where they differ: the largest first, then what both find low, then the order of the form.</summary>
    public IEnumerable<Vergelijkregel> Verschillen =>
        Criteria(Overeenkomst.Verschil).OrderByDescending(r => r.Afstand).ThenByDescending(r => r.BeidenLaag);

    /// <summary>"Eén van jullie heeft dit niet gezien."</summary>
    public IEnumerable<Vergelijkregel> EenNietGezien => Criteria(Overeenkomst.EenNietGezien);

    public IEnumerable<Vergelijkregel> BeidenNietGezien => Criteria(Overeenkomst.BeidenNietGezien);

    /// <summary>Both agree that there is work to do here.</summary>
    public IEnumerable<Vergelijkregel> GelijkLaag => Criteria(Overeenkomst.GelijkLaag);

    /// <summary>They agree, and it needs no talk.</summary>
    public IEnumerable<Vergelijkregel> Gelijk => Criteria(Overeenkomst.Gelijk);

    /// <summary>Everything both find low, also where they differ a step; what they agree on comes first.</summary>
    public IEnumerable<Vergelijkregel> BeidenLaag =>
        Regels.Where(r => r.BeidenLaag && !r.Vraag.IsLeervraag).OrderBy(r => r.Afstand);

    /// <exception cref="ArgumentException">An answer is to something the form does not ask, or names no step: unchecked answers.</exception>
    public static Vergelijking Make(
        Instrument instrument, IReadOnlyList<Leervraag> leervragen, Antwoorden mentor, Antwoorden student)
    {
        ArgumentNullException.ThrowIfNull(mentor);
        ArgumentNullException.ThrowIfNull(student);
        var pages = Wizard.Pages(instrument, leervragen);
        var asked = pages.SelectMany(p => p.Vragen).Select(v => v.Id).ToHashSet();
        if (mentor.Ids.Concat(student.Ids).FirstOrDefault(id => !asked.Contains(id)) is { } unknown)
        {
            throw new ArgumentException($"The form does not ask {unknown}.");
        }

        var scale = new Scale(instrument.Schaal);
        return new Vergelijking
        {
            Regels = [.. pages.SelectMany(p => p.Vragen, (p, v) => scale.Compare(v, p.Titel, mentor[v.Id], student[v.Id]))],
        };
    }

    private IEnumerable<Vergelijkregel> Criteria(Overeenkomst soort) =>
        Regels.Where(r => r.Overeenkomst == soort && !r.Vraag.IsLeervraag);

    /// <summary>The steps from low to high. Their place counts, not their waarde: an institute may number them as it likes.</summary>
    private sealed class Scale(IReadOnlyList<Schaalstap> steps)
    {
        private readonly List<string> _ranks = [.. steps.Where(s => s.Waarde is not null).OrderBy(s => s.Waarde).Select(s => s.Id)];

        public Vergelijkregel Compare(Vraag vraag, string groep, Antwoord? mentor, Antwoord? student)
        {
            var (stepMentor, stepStudent) = (Step(mentor), Step(student));
            var (m, s) = (Rank(stepMentor), Rank(stepStudent));
            return new()
            {
                Vraag = vraag,
                Groep = groep,
                Mentor = mentor,
                Student = student,
                StapMentor = stepMentor,
                StapStudent = stepStudent,
                Overeenkomst = Judge(m, s),
                Afstand = m is { } a && s is { } b ? Math.Abs(a - b) : null,
                BeidenLaag = IsLow(m) && IsLow(s),
            };
        }

        private Overeenkomst Judge(int? mentor, int? student) => (mentor, student) switch
        {
            (null, null) => Overeenkomst.BeidenNietGezien,
            (null, _) or (_, null) => Overeenkomst.EenNietGezien,
            var (m, s) when m != s => Overeenkomst.Verschil,
            var (m, _) when m == _ranks.Count - 1 => Overeenkomst.Sterk,
            var (m, _) => IsLow(m) ? Overeenkomst.GelijkLaag : Overeenkomst.Gelijk,
        };

        private bool IsLow(int? rank) => rank < _ranks.Count / 2;

        private int? Rank(Schaalstap? step) => step?.Waarde is null ? null : _ranks.IndexOf(step.Id);

        private Schaalstap? Step(Antwoord? antwoord) => antwoord?.Stap is not { } id ? null
            : steps.FirstOrDefault(s => s.Id == id) ?? throw new ArgumentException($"The scale has no step {id}.");
    }
}
