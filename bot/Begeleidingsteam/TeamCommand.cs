using System.Globalization;
using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.Begeleidingsteam;
using Isop.Core.Register;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Begeleidingsteam;

/// <summary>
/// "begeleidingsteam": who is who around a student. "hulp": the route for a student who is stuck (opleidingsplan §2.2.3), and
/// "vertrouwenspersoon". Nothing of the last two is stored, told to anybody or logged.
/// </summary>
internal sealed class TeamCommand(RegisterStore registers, KennismakingActions kennismakingen, IOptions<HulpOptions> hulp)
{
    private const int PerPagina = 6;
    private static readonly CardTemplate Tekst = CardTemplate.Load("Chat/tekst");

    public void Map(CardCatalog catalog)
    {
        catalog.Command(Woorden.Begeleidingsteam, ChatActions.Briefly(TeamAsync));
        catalog.Command(Woorden.Vertrouwenspersoon, ChatActions.Briefly(ConfideAsync));
        // For everybody else it is the ordinary help.
        catalog.Command(Woorden.Hulp, ChatActions.Briefly(async (command, ct) => await ReaderAsync(command, ct) is { AlsStudent: { } student } lezer
            ? new CardAnswer.Show(Route(lezer, student, Of(student)))
            : await catalog.Commands[Woorden.Help](command, ct)));
    }

    /// <summary>Pure.</summary>
    /// <param name="lezer">Who asks.</param>
    /// <param name="stages">Those of this page, each with the student's three lines where the reader may read them.</param>
    /// <param name="all">How many there are.</param>
    /// <param name="page">From 0.</param>
    public static RenderedCard Teamkaart(Betrokkene lezer, IReadOnlyList<(Stage Stage, Kennismakingzicht? Zicht)> stages, int all, int page)
    {
        var own = lezer.AlsStudent is not null;
        var view = new TekstView
        {
            Kop = "ISOP · begeleidingsteam",
            Titel = own ? "Mijn begeleidingsteam" : "Het begeleidingsteam",
            Delen = stages.Count == 0
                ? [new DeelView(null, own ? "Er is nu geen stage van je bekend." : "Er is nu geen student van wie jij in het team zit.")]
                : [.. stages.SelectMany(s => Delen(lezer, s.Stage, s.Zicht, own))],
            Knoppen =
            [
                .. own ? [.. stages.Select(s => s.Zicht).OfType<Kennismakingzicht>().Take(1).Select(Wijzig), Chatknop.Of("Ik loop vast", Woorden.Hulp)] : Array.Empty<Knop>(),
                .. (page + 1) * PerPagina < all ? [Turn("Volgende studenten", page + 2)] : Array.Empty<Knop>(),
                .. page > 0 ? [Turn("Vorige studenten", page)] : Array.Empty<Knop>(),
                Chatknop.Of("Mijn planning", Woorden.Planning),
            ],
        };
        return Tekst.Render(view, CardJson.Default.TekstView, view.Titel);
    }

    /// <summary>Pure.</summary>
    public static RenderedCard Route(Betrokkene lezer, Student student, InstituutHulp hulp)
    {
        var team = Team.StageVan(lezer.Register, lezer.Id, lezer.Vandaag) is { } stage ? Team.Of(lezer.Register, stage) : [];
        var near = team.Where(l => l.Rol is not ("leerteambegeleider" or "studiecoach" or "studieloopbaanbegeleider" or "methodisch werkplekbegeleider")).ToList();
        var guides = team.Where(l => l.Rol is "studiecoach" or "studieloopbaanbegeleider" or "methodisch werkplekbegeleider").ToList();
        var view = new TekstView
        {
            Kop = "ISOP · hulp",
            Titel = "Loop je vast?",
            Delen =
            [
                new DeelView(null, "Dat gebeurt bijna iedereen een keer. Begin dichtbij. Alleen jij ziet dit; ISOP bewaart niet dat je het vroeg."),
                new DeelView("1. De kleinste driehoek", ["Praat eerst met wie je elke stagedag ziet. Begin bijvoorbeeld zo: \"Ik merk dat … me niet lukt. Wil je met me meedenken?\"", .. near.Select(l => Line(lezer, l))]),
                new DeelView(student.Opleiding.IsMbo ? "2. Je studieloopbaanbegeleider" : "2. Je studiecoach", [guides.Count == 0 ? "Vraag bij je opleiding wie dat is." : "Kom je er samen niet uit? Dan denkt je opleiding mee.", .. guides.Select(l => Line(lezer, l))]),
                new DeelView("3. Decaan of studentpsycholoog", Contact("Decaan", hulp.Decaan), Contact("Studentpsycholoog", hulp.Studentpsycholoog)),
                new DeelView("4. Vertrouwenspersoon", "Voelt iets niet veilig? De vertrouwenspersoon luistert en zegt niets door zonder jouw toestemming."),
            ],
            Knoppen = [Chatknop.Of("Vertrouwenspersoon", Woorden.Vertrouwenspersoon), Chatknop.Of("Mijn begeleidingsteam", Woorden.Begeleidingsteam), Chatknop.Of("Gewone hulp", Woorden.Help)],
        };
        return Tekst.Render(view, CardJson.Default.TekstView, "Loop je vast? Zo kom je verder");
    }

    /// <summary>Contact data and nothing else. Pure.</summary>
    public static RenderedCard Vertrouwenspersoon(params ReadOnlySpan<(string Wie, InstituutHulp Hulp)> instituten)
    {
        List<DeelView> delen = [];
        foreach (var (wie, hulp) in instituten)
        {
            delen.Add(new DeelView(wie, Contact("Vertrouwenspersoon", hulp.Vertrouwenspersoon)));
        }

        var view = new TekstView
        {
            Kop = "ISOP · hulp", Titel = "Vertrouwenspersoon",
            Delen = [.. delen, new DeelView(null, "Je belt of mailt zelf. ISOP stuurt niets door en bewaart niet dat je dit vroeg.")], Knoppen = [],
        };
        return Tekst.Render(view, CardJson.Default.TekstView, "Vertrouwenspersoon");
    }

    private static IEnumerable<DeelView> Delen(Betrokkene lezer, Stage stage, Kennismakingzicht? zicht, bool own)
    {
        var place = Teamtekst.Plek(lezer.Register, stage);
        var days = stage.Dagen.Count == 0 ? "" : $" Stagedagen: {Teamtekst.Dagen(stage)}.";
        var first = stage.Van > lezer.Vandaag ? $" Eerste dag: {Dutch.Day(zicht?.EersteDag ?? stage.Van)}." : "";
        yield return new DeelView(
            own ? $"{place}, {stage.Groep}" : $"{lezer.Register.Find(stage.Student)?.Naam}, {stage.Groep}",
            [
                $"{place}, {Teamtekst.Adres(lezer.Register, stage)}.{days}{first} Tot en met {Dutch.Date(stage.Tot)}.",
                .. own ? [] : new[] { $"Student: {Line(lezer, new Teamlid("", stage.Student))}" }, .. Teamtekst.Lines(lezer.Register, stage),
            ]);
        if (zicht is not null && Teamtekst.Regels(zicht.Regels) is { Count: > 0 } regels)
        {
            yield return new DeelView(own ? "Mijn drie regels" : $"{zicht.Roepnaam} in drie regels", regels);
        }
    }

    private static Knop Wijzig(Kennismakingzicht zicht) =>
        Knop.Of(zicht.Regels == DrieRegels.Leeg ? "Vertel iets over jezelf" : "Wijzig mijn drie regels", KennismakingVerbs.Regels, zicht.Stand);

    private static Knop Turn(string titel, int page) => Chatknop.Of(titel, string.Create(CultureInfo.InvariantCulture, $"{Woorden.Begeleidingsteam} {page}"));

    private static string Line(Betrokkene lezer, Teamlid lid) => Teamtekst.Line(lezer.Register, lid);

    private static string Contact(string who, string contact) =>
        contact.Length > 0 ? $"{who}: {contact}" : $"{who}: kijk op de website van je opleiding, of vraag het bij de balie.";

    private InstituutHulp Of(Student student) => student.Opleiding.IsMbo ? hulp.Value.Mbo : hulp.Value.Hbo;

    private async ValueTask<Betrokkene> ReaderAsync(ChatCommand command, CancellationToken ct) =>
        new(command.Actor, await registers.CurrentAsync(ct), AmsterdamTime.DateOf(command.Now));

    private async ValueTask<CardAnswer> TeamAsync(ChatCommand command, CancellationToken ct)
    {
        var lezer = await ReaderAsync(command, ct);
        var students = lezer.AlsStudent is not null ? [lezer.Id] : lezer.Studenten.Concat(VanLeerteams(lezer)).Distinct();
        var stages = students.Select(s => Team.StageVan(lezer.Register, s, lezer.Vandaag)).OfType<Stage>()
            .OrderBy(s => lezer.Register.Find(s.Student)?.Naam, StringComparer.CurrentCulture).ToList();
        var page = int.TryParse(Woorden.After(command.Text), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && asked >= 1 && (asked - 1) * PerPagina < stages.Count ? asked - 1 : 0;
        List<(Stage, Kennismakingzicht?)> shown = [];
        foreach (var stage in stages.Skip(page * PerPagina).Take(PerPagina))
        {
            shown.Add((stage, await kennismakingen.FindAsync(lezer.Register, Stagestart.IdVan(lezer.Register, stage), lezer.Id, command.Now, ct)));
        }

        return new CardAnswer.Show(Teamkaart(lezer, shown, stages.Count, page));
    }

    /// <summary>A leerteambegeleider is in the team of everybody at the locations of the leerteam.</summary>
    private static IEnumerable<PersonId> VanLeerteams(Betrokkene lezer)
    {
        var locations = lezer.Register.Data.Leerteams.Where(l => l.Begeleider == lezer.Id).SelectMany(l => l.Organisaties)
            .SelectMany(o => new[] { o, lezer.Register.FindOrganisatie(o)?.Koppel }).OfType<string>().ToHashSet();
        return locations.Count == 0
            ? []
            : lezer.Register.Data.Stages.Where(s => locations.Contains(s.Organisatie) && s.IsOngoing(lezer.Vandaag)).Select(s => s.Student);
    }

    private async ValueTask<CardAnswer> ConfideAsync(ChatCommand command, CancellationToken ct) => new CardAnswer.Show((await ReaderAsync(command, ct)).AlsStudent is { } student
        ? Vertrouwenspersoon(("Bij je opleiding", Of(student)))
        : Vertrouwenspersoon(("Hbo", hulp.Value.Hbo), ("Mbo", hulp.Value.Mbo)));
}
