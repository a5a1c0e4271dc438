using Isop.Bot.Cards;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Chat;

/// <summary>What you can do here, and what we keep. Pure: view in, card out.</summary>
internal static class UitlegCards
{
    private static readonly CardTemplate Tekst = CardTemplate.Load("Chat/tekst");

    /// <param name="lezer">Who asks.</param>
    /// <param name="known">The words the chat understands; a button for any other would lead nowhere.</param>
    public static RenderedCard Help(Betrokkene lezer, IReadOnlyCollection<string> known)
    {
        List<Knop> knoppen =
        [
            Chatknop.Of("Mijn taken", Woorden.Taken),
            Chatknop.Of("Mijn planning", Woorden.Planning),
            .. lezer.HeeftStudenten ? [Chatknop.Of("Mijn studenten", Woorden.Studenten)] : Array.Empty<Knop>(),
            Chatknop.Of("Mijn bezoeken", Woorden.Bezoeken),
            .. lezer.HeeftLeerteam ? [Chatknop.Of("Intervisie", Woorden.Intervisie)] : Array.Empty<Knop>(),
            .. lezer.AlsStudent is not null || lezer.HeeftStudenten ? [Chatknop.Of("Begeleidingsteam", Woorden.Begeleidingsteam)] : Array.Empty<Knop>(),
            .. lezer.AlsStudent is not null ? [Chatknop.Of("Ik loop vast", Woorden.Hulp), Chatknop.Of("Vertrouwenspersoon", Woorden.Vertrouwenspersoon)] : Array.Empty<Knop>(),
            .. lezer.AlsStudent is null ? [Chatknop.Of("Rapport stage-evaluatie", Woorden.Rapport), Chatknop.Of("Trainingen", Woorden.Training), Chatknop.Of("Mijn certificaten", Woorden.Certificaten)] : Array.Empty<Knop>(),
            .. Beoordelaarskring.Van(lezer.Register, lezer.Id, lezer.Vandaag).Count > 0 ? [Chatknop.Of("Mag ik beoordelen?", Woorden.Bevoegdheid)] : Array.Empty<Knop>(),
            Chatknop.Of("Hoe vaak berichten", Woorden.Voorkeuren),
            Chatknop.Of("Vraag het onderwijsbureau", Woorden.Vraag),
            Chatknop.Of("Privacy", Woorden.Privacy),
        ];
        var view = new TekstView
        {
            Kop = "ISOP · hulp",
            Titel = "Wat wil je doen?",
            Delen =
            [
                new DeelView(null, Introduction(lezer)),
                .. Note(lezer) is { } note && known.Contains(Woorden.Notitie) ? [note] : Array.Empty<DeelView>(),
                .. lezer.VanInstituut.Count > 0 || lezer.AlsOpleider.Count > 0
                    ? [new DeelView("Bezoeken", "Typ: mijn dag, of mijn dinsdag. Kun je als studiecoach niet komen? Typ: afwezig van 12-10 tot 16-10.")]
                    : Array.Empty<DeelView>(),
                new DeelView("Typen mag ook", "Typ bijvoorbeeld taken of planning. Begrijp ik je niet? Dan kun je je bericht naar het onderwijsbureau sturen."),
            ],
            Knoppen = [.. knoppen.Where(k => known.Contains(k.Data["tekst"]))],
        };
        return Tekst.Render(view, CardJson.Default.TekstView, "Wat wil je doen?");
    }

    public static RenderedCard Privacy(Betrokkene lezer, LeesrechtOptions leesrecht, string contact)
    {
        var view = new TekstView
        {
            Kop = "ISOP · privacy",
            Titel = "Wat we bewaren, en wie het ziet",
            Delen =
            [
                new DeelView("Over jou", "Je naam, je e-mailadres, je rol en bij welke stages je hoort. Die krijgen we van de opleiding of het onderwijsbureau."),
                new DeelView(
                    "De tussenevaluatie",
                    "Wat je invult, leest de ander pas als jullie allebei hebben ingediend. Ook niet dát je bezig bent, of wanneer.",
                    ReadersAlong(lezer, leesrecht),
                    "Het onderwijsbureau ziet alleen hoever jullie zijn, nooit wat er staat. Van ieder die de antwoorden opent, bewaren we wie en wanneer."),
                new DeelView(
                    "De stage-evaluatie",
                    "Wat een student antwoordt, is anoniem. Niemand krijgt te zien van wie een antwoord is, ook niet wie er antwoordde. Cijfers zijn altijd van ten minste vijf mensen."),
                .. lezer.AlsStudent is null ? Array.Empty<DeelView>()
                    : [new DeelView("Je drie regels", "Wat je bij het begin van een stage over jezelf vertelt, leest alleen je begeleidingsteam. Je kunt het zelf wijzigen of weghalen.")],
                new DeelView("Je notities", "Alleen jij ziet ze. Na het gesprek worden ze gewist."),
                new DeelView(
                    "Berichten in deze chat",
                    "ISOP bewaart ze niet, behalve notities en wat je zelf naar het onderwijsbureau stuurt. Gebruik je Teams? Dan staan ze ook in Teams, bij je eigen organisatie."),
                new DeelView(
                    "Hoe lang",
                    "De opleidingen spreken samen af hoe lang een tussenevaluatie bewaard blijft. Tot die tijd wissen we niets vanzelf, behalve je notities."),
                new DeelView(
                    "Inzien of wissen",
                    $"Je mag vragen welke gegevens we van je hebben, of ze laten verbeteren of wissen. Stuur je vraag met de knop, of mail {contact}."),
            ],
            Knoppen = [Chatknop.Of("Vraag het onderwijsbureau", Woorden.Vraag), Chatknop.Of("Hulp", Woorden.Help)],
        };
        return Tekst.Render(view, CardJson.Default.TekstView, "Wat we bewaren, en wie het ziet");
    }

    private static string[] Introduction(Betrokkene lezer)
    {
        var hallo = lezer.Roepnaam.Length > 0 ? $"Hallo {lezer.Roepnaam}. " : "";
        var what = lezer switch
        {
            { AlsStudent: not null } => "Hier vul je de tussenevaluatie van je stage in, los van je begeleider. Daarna lezen jullie elkaars antwoorden en praten jullie erover.",
            { Begeleidt.Count: > 0 } => "Hier vul je de tussenevaluatie van je student in, los van de student zelf. Daarna lezen jullie elkaars antwoorden en praten jullie erover.",
            { AlsOpleider.Count: > 0 } => "Hier zie je hoever de tussenevaluaties van jouw studenten zijn, en help je als er een te laat is.",
            { VanInstituut.Count: > 0 } => "Hier zie je hoever de tussenevaluaties van jouw studenten zijn. Na het gesprek kun je meelezen, als dat zo is afgesproken.",
            _ => "Hier krijg je een bericht als er iets voor je klaarstaat.",
        };
        return [hallo + what, "Als er iets te doen is, krijg je vanzelf een kaart. Je hoeft hier niet zelf te kijken."];
    }

    private static DeelView? Note(Betrokkene lezer)
    {
        if (lezer.AlsStudent is not null)
        {
            return new DeelView("Iets onthouden voor de tussenevaluatie", "Typ: notitie: de kring ging goed. Alleen jij ziet het.");
        }

        var naam = lezer.Begeleidt.Select(s => lezer.Register.Find(s.Student)?.Roepnaam).FirstOrDefault(n => n is not null);
        return naam is null ? null : new DeelView($"Iets onthouden over {naam}", $"Typ: notitie {naam}: mooie kring. Alleen jij ziet het, ook bij het invullen.");
    }

    /// <summary>What holds for this reader's own opleidingen; all possibilities when these differ.</summary>
    private static string ReadersAlong(Betrokkene lezer, LeesrechtOptions leesrecht)
    {
        var opleidingen = lezer.Studenten.Append(lezer.Id).Select(lezer.Register.FindStudent).OfType<Student>().Select(s => s.Opleiding).Where(o => o.IsHbo);
        var rights = opleidingen.Select(leesrecht.For).DefaultIfEmpty(leesrecht.Standaard).Distinct().ToList();
        return "De eigen (school)opleider en studiecoach "
            + Dutch.List([.. rights.Select(r => r switch
            {
                Meelezen.Direct => "lezen mee zodra beide formulieren zichtbaar zijn",
                Meelezen.NaHetGesprek => "lezen mee nadat het gesprek is vastgelegd",
                _ => "lezen alleen jullie afspraken, nadat het gesprek is vastgelegd",
            })])
            + (rights.Count > 1 ? "; dat verschilt per opleiding." : ".");
    }
}
