using System.Globalization;
using Isop.Bot.Cards;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;
using Microsoft.Extensions.Options;

namespace Isop.Bot.Chat;

/// <summary>"studenten": the reader's own students with the state of their tussenevaluatie in words, and a way in where the reader may read.</summary>
internal sealed class StudentenCommand(Studentenlijst studenten, RegisterStore registers, IOptions<LeesrechtOptions> leesrecht)
{
    private const int PerPagina = 12;

    private static readonly CardTemplate Template = CardTemplate.Load("Chat/studenten");

    public void Map(CardCatalog catalog) => catalog.Command(Woorden.Studenten, ChatActions.Briefly(ShowAsync));

    private async ValueTask<CardAnswer> ShowAsync(ChatCommand command, CancellationToken ct)
    {
        var lezer = new Betrokkene(command.Actor, await registers.CurrentAsync(ct), AmsterdamTime.DateOf(command.Now));
        if (!lezer.HeeftStudenten)
        {
            return new CardAnswer.Say("Je hebt nu geen studenten in ISOP. Klopt dat niet? Typ ‘vraag’ en stuur een bericht naar het onderwijsbureau.");
        }

        var ordered = await studenten.VanAsync(lezer, command.Now, ct);
        return new CardAnswer.Show(Card(lezer, ordered, PageOf(command.Text, ordered.Count)));
    }

    private RenderedCard Card(Betrokkene lezer, IReadOnlyList<Studentregel> regels, int page)
    {
        var pages = (regels.Count + PerPagina - 1) / PerPagina;
        var view = new StudentenView
        {
            Kop = "ISOP · studenten",
            Titel = "Mijn studenten",
            Uitleg = pages > 1
                ? $"{Dutch.Count(regels.Count, "student", "studenten")}. Dit is deel {page + 1} van {pages}."
                : $"{Dutch.Count(regels.Count, "student", "studenten")}.",
            Regels = [.. regels.Skip(page * PerPagina).Take(PerPagina).Select(r => Line(lezer, r))],
            Knoppen =
            [
                .. page + 1 < pages ? [Turn("Volgende studenten", page + 2)] : Array.Empty<Knop>(),
                .. page > 0 ? [Turn("Vorige studenten", page)] : Array.Empty<Knop>(),
            ],
        };
        return Template.Render(view, CardJson.Default.StudentenView, "Je studenten en hoever hun tussenevaluatie is");
    }

    private StudentregelView Line(Betrokkene lezer, Studentregel regel) => new(
        lezer.Register.Find(regel.Student)?.Naam ?? "een student",
        Where(lezer, regel.Student),
        regel.Zaak is { } z ? StandTekst.Of(z) : "Geen tussenevaluatie",
        regel.Zaak is { } zaak ? Buttons(zaak) : []);

    private static string? Where(Betrokkene lezer, PersonId student)
    {
        var stage = lezer.Register.StagesOf(student).Where(s => s.IsOngoing(lezer.Vandaag)).MinBy(s => s.Van);
        return stage is null ? null : $"{lezer.Register.FindOrganisatie(stage.Organisatie)?.Naam ?? stage.Organisatie}, {stage.Groep}";
    }

    private IReadOnlyList<Knop> Buttons(ZaakView z) => Leesrechten.Of(z.Zaak, z.Lezer, leesrecht.Value) switch
    {
        Leesrecht.Inhoud => [Chatknop.Open("Lees de vergelijking", Kaarten.Vergelijking, z.Zaak.Id)],
        Leesrecht.Afspraken => [Chatknop.Open("Lees de afspraken", Kaarten.Vergelijking, z.Zaak.Id)],
        _ when StandTekst.WaitsForReader(z) => [Chatknop.Open("Invullen", Kaarten.Formulier, z.Zaak.Id)],
        _ => [],
    };

    private static int PageOf(string text, int count) =>
        int.TryParse(Woorden.After(text), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page >= 1 && (page - 1) * PerPagina < count ? page - 1 : 0;

    private static Knop Turn(string titel, int page) => Chatknop.Of(titel, string.Create(CultureInfo.InvariantCulture, $"{Woorden.Studenten} {page}"));
}
