using Isop.Bot.Bureau;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.MijnIsop;

/// <summary>How a student saw herself in each tussenevaluatie that was discussed, the first first.</summary>
/// <param name="Stappen">The steps of the scale from low to high, as the last form says them.</param>
public sealed record GroeiView(IReadOnlyList<string> Stappen, IReadOnlyList<Groeistaaf> Staven);

/// <param name="Aantallen">How often each step was chosen, in the order of <see cref="GroeiView.Stappen"/>.</param>
public sealed record Groeistaaf(string Naam, string Href, IReadOnlyList<int> Aantallen)
{
    public int Totaal => Aantallen.Sum();
}

/// <summary>Who opened a student's forms, the latest first.</summary>
public sealed record InzageView(Paging<(string Wanneer, string Wie, string Waarvan)> Page, MijnFilter Filter);

/// <summary>A student's own cases over the years: what is discussed, and who looked.</summary>
internal sealed class GroeiLader(Zaken zaken, IDocumentStore store)
{
    private const int InzagePerPage = 8;

    public async ValueTask<IReadOnlyList<ZaakView>> ZakenAsync(Kijker k, CancellationToken ct)
    {
        List<ZaakView> all = [];
        await foreach (var id in zaken.Store.ZakenOfStudentAsync(k.Id, ct))
        {
            if (await zaken.OpenAsync(id, k.Id, k.Now, ct) is { Zijde: Zijde.Student } z)
            {
                all.Add(z);
            }
        }

        return [.. all.OrderBy(z => z.Zaak.Opening)];
    }

    /// <summary>Of the student's own form only: how somebody else saw her is read on its page, where that is kept in the audit.</summary>
    public async ValueTask<GroeiView> GroeiAsync(IReadOnlyList<ZaakView> own, CancellationToken ct)
    {
        List<(ZaakView Zaak, IReadOnlyDictionary<string, int> Gekozen)> forms = [];
        foreach (var z in own.Where(z => z.Instrument is not null && z.Zaak.Gesprek.Verslag is not null))
        {
            if (await zaken.ReadSubmittedAsync(z, ct) is { } form)
            {
                var asked = z.Instrument!.Criteria().Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
                forms.Add((z, form.Antwoorden.All.Where(a => asked.Contains(a.Key)).Select(a => a.Value.Stap).OfType<string>().CountBy(s => s).ToDictionary()));
            }
        }

        if (forms.Count == 0)
        {
            return new GroeiView([], []);
        }

        var steps = forms[^1].Zaak.Instrument!.Schaal.Where(s => s.Waarde is not null).OrderBy(s => s.Waarde).ToList();
        return new GroeiView(
            [.. steps.Select(s => s.Tekst)],
            [.. forms.Select(f => new Groeistaaf(
                $"{f.Zaak.Zaak.Studiejaar}, {f.Zaak.Zaak.PeriodeInJaar()}", PaginaAdres.Vergelijking(f.Zaak.Zaak.Id), [.. steps.Select(s => f.Gekozen.GetValueOrDefault(s.Id))]))]);
    }

    public async ValueTask<InzageView> InzageAsync(Kijker k, IReadOnlyList<ZaakView> own, MijnFilter filter, CancellationToken ct)
    {
        List<(InzageRegel Regel, ZaakView Zaak)> opened = [];
        foreach (var z in own.Where(z => z.Zaak.ZichtbaarSinds is not null))
        {
            await foreach (var regel in InzageRijen.ReadAllAsync(store, TussenevaluatieStore.PartitionOf(z.Zaak.Id), ct))
            {
                if (regel.Soort == InzageSoort.AntwoordenGeopend && regel.By != k.Id.ToString())
                {
                    opened.Add((regel, z));
                }
            }
        }

        var page = Paging.Take([.. opened.OrderByDescending(o => o.Regel.At)], filter.Inzagepagina, InzagePerPage);
        return new InzageView(
            new Paging<(string, string, string)>(
                [.. page.Items.Select(o => (Dutch.Date(AmsterdamTime.DateOf(o.Regel.At)), Wie(o.Regel.By, o.Zaak), o.Zaak.Zaak.PeriodeInJaar()))], page.Number, page.Of, page.Total),
            filter);
    }

    private static string Wie(string by, ZaakView z) => !PersonId.TryParse(by, out var person)
        ? BureauText.Who(by, z.Register)
        : z.Zaak.Deelnemers switch
        {
            var d when d.Werkplekbegeleiders.Contains(person) => $"{z.Voluit(person)}, {z.MentorWoord}",
            { Opleider: { } opleider } when opleider == person => $"{z.Voluit(person)}, (school)opleider",
            { Studiecoach: { } coach } when coach == person => $"{z.Voluit(person)}, studiecoach",
            _ => z.Voluit(person),
        };
}
