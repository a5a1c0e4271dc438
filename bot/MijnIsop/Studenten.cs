using Isop.Bot.Bureau;
using Isop.Bot.Chat;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Bot.Web.Components;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Options;

namespace Isop.Bot.MijnIsop;

/// <summary>A student of the reader's in a list.</summary>
public sealed record Studentrij
{
    public required string Naam { get; init; }

    /// <summary>"pabo voltijd, leerjaar 2".</summary>
    public required string Opleiding { get; init; }
    public required string? Waar { get; init; }
    public string? Groep { get; init; }

    /// <summary>The tussenevaluatie in words, as this reader may know it.</summary>
    public required string Stand { get; init; }
    public required Tone Tone { get; init; }
    public bool IsLaat { get; init; }
    public string? Href { get; init; }
    public string Knop { get; init; } = "";
}

/// <param name="Page">What is late first, then by name.</param>
/// <param name="Organisaties">To choose from: those of the reader's own students.</param>
/// <param name="Totaal">Of all, whatever was searched for.</param>
public sealed record StudentenView(Paging<Studentrij> Page, IReadOnlyList<(string Code, string Naam)> Organisaties, int Totaal, MijnFilter Filter)
{
    public bool HeeftKnop => Page.Items.Any(s => s.Href is not null);
}

internal sealed class StudentenLader(IOptions<LeesrechtOptions> leesrecht)
{
    public const int PerPage = 10;

    /// <summary>From so many students on there is something to search in.</summary>
    public const int VanafZoeken = 8;

    /// <param name="k">Who looks.</param>
    /// <param name="regels">The reader's own students: nobody else is in it, whatever is searched for.</param>
    /// <param name="filter">What the address asks for.</param>
    public StudentenView Maak(Kijker k, IReadOnlyList<Studentregel> regels, MijnFilter filter)
    {
        var stages = regels.ToDictionary(r => r.Student, r => StageOf(k, r.Student));
        var zoek = filter.Zoek is { } text ? BureauText.ToSearch(text) : null;
        var found = regels.Where(r =>
            (filter.Organisatie is null || stages[r.Student]?.Organisatie == filter.Organisatie)
            && (zoek is null || BureauText.ToSearch(k.Register.Find(r.Student)?.Naam ?? "").Contains(zoek, StringComparison.Ordinal))).ToList();
        var page = Paging.Take(found, filter.Studentenpagina, PerPage);
        return new StudentenView(
            new Paging<Studentrij>([.. page.Items.Select(r => Rij(k, r, stages[r.Student]))], page.Number, page.Of, page.Total),
            [.. stages.Values.OfType<Stage>().Select(s => s.Organisatie).Distinct().Select(c => (c, k.Register.FindOrganisatie(c)?.Naam ?? c)).OrderBy(o => o.Item2, BureauText.Names)],
            regels.Count, filter);
    }

    public Studentrij Rij(Kijker k, Studentregel regel, Stage? stage)
    {
        var student = k.Register.FindStudent(regel.Student);
        var (href, knop) = regel.Zaak is { } z ? Weg(z) : (null, "");
        return new Studentrij
        {
            Naam = k.Register.Find(regel.Student)?.Naam ?? "een student",
            Opleiding = student is null ? "" : $"{student.Opleiding.Naam}, leerjaar {student.Leerjaar}",
            Waar = stage is null ? null : k.Register.FindOrganisatie(stage.Organisatie)?.Naam ?? stage.Organisatie,
            Groep = stage?.Groep,
            Stand = regel.Zaak is { } zaak ? StandTekst.Of(zaak) : "geen tussenevaluatie",
            Tone = regel.Zaak is { } toned ? StandToon.Of(toned) : Tone.Info,
            IsLaat = regel.IsLaat,
            Href = href,
            Knop = knop,
        };
    }

    /// <summary>The stage that matters now: the one that runs or comes, else the last.</summary>
    public static Stage? StageOf(Kijker k, PersonId student)
    {
        var stages = k.Register.StagesOf(student).OrderBy(s => s.Van).ToList();
        return stages.Find(s => s.IsOngoing(k.Vandaag)) ?? stages.LastOrDefault();
    }

    private (string? Href, string Knop) Weg(ZaakView z) => Leesrechten.Of(z.Zaak, z.Lezer, leesrecht.Value) switch
    {
        Leesrecht.Inhoud => (PaginaAdres.Vergelijking(z.Zaak.Id), "Lezen"),
        Leesrecht.Afspraken => (TakenLader.Zaak(Kaarten.Vergelijking, z.Zaak.Id), "Afspraken lezen"),
        _ when StandTekst.WaitsForReader(z) => (TakenLader.Zaak(Kaarten.Formulier, z.Zaak.Id), "Invullen"),
        _ when z.Behandelt && z.Zaak is { Fase: Fase.Open, Verloop.TeLaatGemeld: true } => (TakenLader.Zaak(Kaarten.TeLaat, z.Zaak.Id), "Wat kan ik doen?"),
        _ => (null, ""),
    };
}
