using Isop.Bot.Cards;
using Isop.Bot.Chat;
using Isop.Core.StageEvaluaties;
using Isop.Core.Time;

namespace Isop.Bot.StageEvaluaties;

/// <summary>A wave, for who answers for it: kwaliteitszorg and the projectleider. Pure: view in, card out.</summary>
internal static class GolfCards
{
    public static RenderedCard Golf(Golf golf, DateOnly today, string? melding = null, Uri? link = null) => Blad.Render(
        new BladView
        {
            Kop = "ISOP · stage-evaluatie",
            Titel = Titel(golf),
            Vernieuwing = Vernieuwing.Of(Evaluatiekaarten.Golf, golf.Id),
            Melding = melding,
            Alineas = [Staat(golf, today), .. golf.Staat == Golfstaat.Klaar ? ["Kloppen de vragen nog? Na het openen kunnen ze tot het sluiten niet meer veranderen."] : Array.Empty<string>()],
            Feiten =
            [
                new Feit("Stageperiode", $"{Dutch.Date(golf.Van)} tot en met {Dutch.Date(golf.Tot)}"),
                new Feit("Uitnodigen", $"vanaf {Dutch.Day(golf.Opent)}, ieder na de eigen laatste stagedag"),
                new Feit("Invullen", $"tot en met {Dutch.Day(golf.Sluit)}"),
            ],
            Link = link?.AbsoluteUri,
            LinkTitel = "Open de pagina",
            Knoppen =
            [
                .. link is null ? [Knop.Primary("Bekijk of verander", EvaluatieVerbs.Beheer, ("golf", golf.Id))] : Array.Empty<Knop>(),
                .. golf switch
                {
                    { Staat: not Golfstaat.Klaar } => Array.Empty<Knop>(),
                    { Vastgehouden: true } => [Knop.Of("Toch vanzelf openen", EvaluatieVerbs.LaatLos, ("golf", golf.Id))],
                    _ => [Knop.Of("Wacht met openen", EvaluatieVerbs.HoudVast, ("golf", golf.Id))],
                },
            ],
        },
        golf.Staat == Golfstaat.Klaar ? $"De stage-evaluatie gaat {Dutch.Day(golf.Opent)} open" : Titel(golf));

    /// <summary>"Stage-evaluatie 2026-2027, eerste halfjaar"</summary>
    public static string Titel(Golf golf) => $"Stage-evaluatie {golf.Studiejaar}, {(golf.Halfjaar == 1 ? "eerste" : "tweede")} halfjaar";

    public static string Staat(Golf golf, DateOnly today) => golf.Staat switch
    {
        Golfstaat.Klaar when golf.Vastgehouden => "Deze evaluatie wacht tot jij hem opent.",
        Golfstaat.Klaar when today > golf.Sluit => "Deze evaluatie is niet geopend.",
        Golfstaat.Klaar => today < golf.Opent ? $"Deze evaluatie gaat vanzelf open op {Dutch.Day(golf.Opent)}." : "Deze evaluatie gaat vandaag of morgen vanzelf open.",
        Golfstaat.Open when golf.NeemtAan(today) => $"Deze evaluatie is open tot en met {Dutch.Day(golf.Sluit)}.",
        Golfstaat.Open or Golfstaat.Sluit => "Deze evaluatie sluit. De antwoorden worden geteld.",
        Golfstaat.Geteld => "De antwoorden zijn geteld en worden nu weggegooid.",
        _ when golf.Verloren => "De antwoorden van deze evaluatie zijn verloren gegaan door een herstel. Van dit studiejaar komen er geen rapporten.",
        _ => "Deze evaluatie is gesloten. Alleen de aantallen zijn bewaard, en losse opmerkingen zonder namen.",
    };

    public static string Weigering(Golfweigering reden, Golf? golf) => reden switch
    {
        Golfweigering.AlGeopend => "Deze evaluatie is al open. Wachten kan niet meer.",
        Golfweigering.NogNietOpen => "Deze evaluatie is nog niet open.",
        Golfweigering.TeVroeg => golf is null ? "Daar is het nog te vroeg voor." : $"De stageperiode loopt nog. Openen kan vanaf {Dutch.Date(Golfregels.Vroegst(golf))}.",
        Golfweigering.StageLoopt => golf is null ? "De stageperiode loopt nog." : $"De stageperiode loopt nog tot en met {Dutch.Date(golf.Tot)}. Sluiten kan daarna.",
        Golfweigering.TeLaat => "Deze stageperiode is te lang voorbij om er nog naar te vragen.",
        Golfweigering.VerkeerdeDag => "Kies een dag die nog komt, later dan de sluitdag van nu en hooguit vier maanden na de stageperiode.",
        _ => "Deze evaluatie is al gesloten.",
    };
}
