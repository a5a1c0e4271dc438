using Isop.Bot.Cards;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Agenda;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Chat;

/// <summary>"planning": my next dates.</summary>
internal sealed class PlanningCommand(EigenZaken eigenZaken, RegisterStore registers, Persoonsagenda agenda)
{
    private const int MostStages = 6;
    private const int MostLines = 24;

    private static readonly CardTemplate Template = CardTemplate.Load("Chat/planning");

    public void Map(CardCatalog catalog) => catalog.Command(Woorden.Planning, ChatActions.Briefly(ShowAsync));

    private async ValueTask<CardAnswer> ShowAsync(ChatCommand command, CancellationToken ct)
    {
        var lezer = new Betrokkene(command.Actor, await registers.CurrentAsync(ct), AmsterdamTime.DateOf(command.Now));
        List<ZaakView> zaken = [];
        await foreach (var z in eigenZaken.NamingAsync(command.Actor, command.Now, ct))
        {
            if (z.Zijde is not null || lezer.Volgt(z.Zaak.Deelnemers.Student))
            {
                zaken.Add(z);
            }
        }

        var afspraken = await agenda.ReadAsync(command.Actor, lezer.Vandaag, lezer.Vandaag.AddDays(Agenda.Weken * 7), ct);
        return new CardAnswer.Show(Card(lezer, Agenda.Of(lezer, zaken, afspraken)));
    }

    public static RenderedCard Card(Betrokkene lezer, IReadOnlyList<Agendapunt> punten)
    {
        var view = new PlanningView
        {
            Kop = "ISOP · planning",
            Titel = "De komende acht weken",
            Stages = Stages(lezer),
            Weken = [.. punten.Take(MostLines).GroupBy(p => WeekOf(p, lezer.Vandaag)).Select(g => new WeekView(TitleOf(g.Key, lezer.Vandaag), [.. g.Select(Line)]))],
            Meer = punten.Count == 0 ? "Er staat niets op je planning."
                : punten.Count > MostLines ? $"En nog {Dutch.Count(punten.Count - MostLines, "datum", "datums")} daarna."
                : null,
            Knoppen = [Chatknop.Of("Mijn taken", Woorden.Taken), .. lezer.HeeftStudenten ? [Chatknop.Of("Mijn studenten", Woorden.Studenten)] : Array.Empty<Knop>()],
        };
        return Template.Render(view, CardJson.Default.PlanningView, "Je planning voor de komende acht weken");
    }

    private static List<StageregelView> Stages(Betrokkene lezer)
    {
        var own = lezer.EigenStages.Where(s => s.IsOngoing(lezer.Vandaag))
            .Select(s => new StageregelView($"{Location(lezer, s)}, {s.Groep}", Detail(s) + NextDay(lezer, s)));
        var guided = lezer.Begeleidt.Where(s => s.IsOngoing(lezer.Vandaag))
            .Select(s => new StageregelView($"{lezer.Register.Find(s.Student)?.Naam ?? "een student"}, {s.Groep}", Detail(s)));
        return [.. own.Concat(guided).Take(MostStages)];
    }

    private static string Location(Betrokkene lezer, Stage stage) => lezer.Register.FindOrganisatie(stage.Organisatie)?.Naam ?? stage.Organisatie;

    private static string Detail(Stage stage)
    {
        var days = stage.Dagen.Count == 0 ? "" : $" · {Dutch.List([.. stage.Dagen.Order().Select(Dutch.Weekday)])}";
        return $"{days} · tot en met {Dutch.Date(stage.Tot)}";
    }

    private static string NextDay(Betrokkene lezer, Stage stage) =>
        lezer.AlsStudent is { } student && lezer.Register.Kalender.NextStagedag(stage, student.Opleiding, lezer.Vandaag) is { } next
            ? $" · {(next == lezer.Vandaag ? "vandaag is een stagedag" : $"eerstvolgende stagedag: {Dutch.Day(next)}")}"
            : "";

    /// <summary>The Monday under which it stands: what has begun already stands under this week.</summary>
    private static DateOnly WeekOf(Agendapunt punt, DateOnly today) => Core.Kalender.Kalender.Maandag(punt.Van < today ? today : punt.Van);

    private static string TitleOf(DateOnly monday, DateOnly today) => ((monday.DayNumber - Core.Kalender.Kalender.Maandag(today).DayNumber) / 7) switch
    {
        0 => "Deze week",
        1 => "Volgende week",
        _ => $"Week van {Dutch.Day(monday)}",
    };

    private static DagregelView Line(Agendapunt punt) => new(
        punt.Van == punt.Tot ? Dutch.Day(punt.Van) : $"{Dutch.Day(punt.Van)} tot en met {Dutch.Day(punt.Tot)}", punt.Tekst, punt.Wie);
}
