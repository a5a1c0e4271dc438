using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>The cases of a study year as they were at one moment, by the student's name. What changes makes another one.</summary>
internal sealed record Voortgangslezing
{
    /// <summary>Beyond this many, putting all in order again is less work than looking for the place of each.</summary>
    private const int Weinig = 1_000;

    private static readonly Comparer<VoortgangRegel> Order = Comparer<VoortgangRegel>.Create((a, b) =>
        BureauText.Names.Compare(a.Naam, b.Naam) is not 0 and var byName ? byName
        : a.Opening.CompareTo(b.Opening) is not 0 and var byOpening ? byOpening
        : string.CompareOrdinal(a.Zaak, b.Zaak));

    public required IReadOnlyList<VoortgangRegel> Regels { get; init; }

    /// <summary>The version whose names are in it, and the day its states are of.</summary>
    public required string Register { get; init; }
    public required DateOnly Dag { get; init; }

    /// <summary>When it was last brought up to date, and when everything was last read (timestamps).</summary>
    public required long Op { get; init; }
    public required long GeheelOp { get; init; }

    /// <summary>Up to when it holds what changed, which rows of <see cref="Zaakwijzigingen"/> of the minute before are in it, and what this process had told by then.</summary>
    public required DateTimeOffset Tot { get; init; }
    public required IReadOnlySet<string> Gezien { get; init; }
    public required Wijzigingstand Stand { get; init; }

    /// <summary>With these cases as they are now; without those that are null.</summary>
    public Voortgangslezing Met(IReadOnlyDictionary<string, VoortgangRegel?> gewijzigd)
    {
        var news = gewijzigd.Where(g => g.Value is not null).ToDictionary(g => g.Key, g => g.Value!);
        var (kept, same) = (new List<VoortgangRegel>(Regels.Count + news.Count), true);
        foreach (var was in Regels)
        {
            if (!gewijzigd.TryGetValue(was.Zaak, out var now))
            {
                kept.Add(was);
            }
            else if (now is not null && Order.Compare(was, now) == 0)
            {
                kept.Add(now with { Plaats = was.Plaats });
                (same, _) = (false, news.Remove(was.Zaak));
            }
            else
            {
                same = false;
            }
        }

        return news.Count > 0 || kept.Count < Regels.Count ? this with { Regels = InOrder(kept, [.. news.Values]) } : same ? this : this with { Regels = kept };
    }

    /// <summary>With the names of this register, on this day.</summary>
    public Voortgangslezing Bij(RegisterSnapshot register, DateOnly today)
    {
        if (Register == register.Version && Dag == today)
        {
            return this;
        }

        Dictionary<string, VoortgangRegel?> changed = [];
        foreach (var was in Regels)
        {
            if (was.Bij(register, today) is var now && !ReferenceEquals(now, was))
            {
                changed[now.Zaak] = now;
            }
        }

        return Met(changed) with { Register = register.Version, Dag = today };
    }

    private static List<VoortgangRegel> InOrder(List<VoortgangRegel> ordered, IReadOnlyList<VoortgangRegel> news)
    {
        if (news.Count <= Weinig)
        {
            foreach (var regel in news)
            {
                ordered.Insert(~ordered.BinarySearch(regel, Order), regel);
            }
        }
        else
        {
            ordered = [.. BureauText.OpNaam(ordered.Concat(news).OrderBy(r => r.Opening).ThenBy(r => r.Zaak, StringComparer.Ordinal), r => r.Naam)];
        }

        for (var i = 0; i < ordered.Count; i++)
        {
            ordered[i] = ordered[i].Plaats == i ? ordered[i] : ordered[i] with { Plaats = i };
        }

        return ordered;
    }
}
