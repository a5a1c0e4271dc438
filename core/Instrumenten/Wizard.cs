using System.Runtime.CompilerServices;

namespace Isop.Core.Instrumenten;

/// <summary>An item of the student's own, which stands in both forms (opleidingsplan §2.2.4: formatieve items).</summary>
/// <param name="Id">"leervraag-1" and on.</param>
/// <param name="Tekst">In the student's own words.</param>
public sealed record Leervraag(string Id, string Tekst)
{
    /// <summary>The student's texts as leervragen, numbered from 1; blank ones fall away.</summary>
    public static IReadOnlyList<Leervraag> From(IEnumerable<string> teksten) =>
        [.. teksten.Where(t => !string.IsNullOrWhiteSpace(t)).Select((t, i) => new Leervraag($"{InstrumentCheck.LeervraagPrefix}{i + 1}", t.Trim()))];
}

public enum PaginaSoort
{
    /// <summary>The criteria of one groep.</summary>
    Groep,

    /// <summary>The student's own items.</summary>
    Leervragen,

    /// <summary>What was filled in, and the button that hands it in.</summary>
    Overzicht,
}

/// <summary>Something to answer: a criterium or a leervraag.</summary>
/// <param name="Tekst">As the mentor reads it.</param>
/// <param name="TekstIk">As the student reads it.</param>
public sealed record Vraag(string Id, string Tekst, string TekstIk, string? Kijkwijzer, bool IsLeervraag);

/// <summary>One page of the form. <see cref="Index"/> counts from 0; the overzicht asks nothing.</summary>
public sealed record Pagina
{
    public required int Index { get; init; }

    public required PaginaSoort Soort { get; init; }

    public required string Titel { get; init; }

    public string? Uitleg { get; init; }

    /// <summary>The model it belongs to: leervragen are of model 1; null for the overzicht.</summary>
    public Model? Model { get; init; }

    public IReadOnlyList<Vraag> Vragen { get; init; } = [];
}

/// <summary>The pages of a form, in order: model 1, the leervragen when there are any, model 2, the overzicht.</summary>
public static class Wizard
{
    private static readonly ConditionalWeakTable<Instrument, Bladen> Known = new();

    public static IReadOnlyList<Pagina> Pages(Instrument instrument, IReadOnlyList<Leervraag> leervragen)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(leervragen);
        var bladen = Known.GetValue(instrument, Bladen.Of);
        return leervragen.Count == 0 ? bladen.Zonder : bladen.With(leervragen);
    }

    /// <summary>Everything that the form asks, in order.</summary>
    public static IEnumerable<Vraag> Vragen(Instrument instrument, IReadOnlyList<Leervraag> leervragen) =>
        Pages(instrument, leervragen).SelectMany(p => p.Vragen);

    private static Pagina GroepPage(Model model, Groep groep) => new()
    {
        Index = 0,
        Soort = PaginaSoort.Groep,
        Titel = groep.Naam,
        Uitleg = groep.Uitleg,
        Model = model,
        Vragen = [.. groep.Criteria.Select(c => new Vraag(c.Id, c.Tekst, c.TekstIk, c.Kijkwijzer, false))],
    };

    /// <summary>
    /// The pages of one instrument, without leervragen and with room for them. A turn asks for the pages several times and a version
    /// of an instrument never changes, so they are made once.
    /// </summary>
    private sealed class Bladen
    {
        private readonly Pagina[] _met;
        private readonly int _leervragen;

        private Bladen(IEnumerable<Pagina> zonder, IEnumerable<Pagina> met)
        {
            Zonder = Number(zonder);
            _met = Number(met);
            _leervragen = Array.FindIndex(_met, p => p.Soort == PaginaSoort.Leervragen);
        }

        public IReadOnlyList<Pagina> Zonder { get; }

        public static Bladen Of(Instrument instrument) => new(All(instrument, _ => []), All(instrument, LeervragenPage));

        public IReadOnlyList<Pagina> With(IReadOnlyList<Leervraag> leervragen)
        {
            if (_leervragen < 0)
            {
                return Zonder;
            }

            var pages = (Pagina[])_met.Clone();
            pages[_leervragen] = pages[_leervragen] with { Vragen = [.. leervragen.Select(l => new Vraag(l.Id, l.Tekst, l.Tekst, null, true))] };
            return pages;
        }

        private static IEnumerable<Pagina> All(Instrument instrument, Func<Model, IEnumerable<Pagina>> leervragen) => instrument.Modellen
            .SelectMany(m => m.Groepen.Select(g => GroepPage(m, g)).Concat(m.Nummer == 1 ? leervragen(m) : []))
            .Append(new Pagina { Index = 0, Soort = PaginaSoort.Overzicht, Titel = "Overzicht" });

        private static IEnumerable<Pagina> LeervragenPage(Model model) =>
        [
            new()
            {
                Index = 0,
                Soort = PaginaSoort.Leervragen,
                Titel = "Leervragen",
                Uitleg = "Eigen vragen van de student, bijvoorbeeld over het leerteam. Kies een inschatting, schrijf iets op, of doe allebei.",
                Model = model,
            },
        ];

        private static Pagina[] Number(IEnumerable<Pagina> pages) => [.. pages.Select((page, index) => page with { Index = index })];
    }
}
