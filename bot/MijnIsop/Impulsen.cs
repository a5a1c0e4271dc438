using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Core.Kwaliteitsimpulsen;
using Isop.Core.Time;

namespace Isop.Bot.MijnIsop;

/// <summary>The kwaliteitsimpulsen that run: the first few by the day to look back, and how many more there are.</summary>
public sealed record ImpulsenView(IReadOnlyList<Impulsregel> Lopend, int Meer)
{
    private const int Meeste = 3;

    /// <param name="k">Who looks.</param>
    /// <param name="all">What this person sees.</param>
    /// <param name="hoort">Which of those belong to this part of the page.</param>
    internal static ImpulsenView Van(Kijker k, IEnumerable<Kwaliteitsimpuls> all, Func<Kwaliteitsimpuls, bool> hoort)
    {
        var running = all.Where(i => i.Staat == Impulsstaat.Loopt && hoort(i)).OrderBy(i => i.Plan.Kijkdatum).ToList();
        return new ImpulsenView(
            [
                .. running.Take(Meeste).Select(i => new Impulsregel(
                    ImpulsText.Kort(i.Plan.Doel), $"{ImpulsText.Woord(i.Plan.Uitvoerder, i.Plek.Niveau)} · terugkijken op {Dutch.Date(i.Plan.Kijkdatum)}", i.IsTerugTeKijken(k.Vandaag), ImpulsEndpoints.Van(i))),
            ],
            Math.Max(0, running.Count - Meeste));
    }
}

/// <param name="Doel">What is to be better, as one line.</param>
/// <param name="Detail">Who carries it out, and when one looks back.</param>
/// <param name="IsNu">The day to look back has come.</param>
public sealed record Impulsregel(string Doel, string Detail, bool IsNu, string Href);
