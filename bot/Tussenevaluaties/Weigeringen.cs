using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>What a refusal says to the person.</summary>
internal static class Weigeringen
{
    public static string Sentence(Weigering reden) => reden switch
    {
        Weigering.NietVanJou => "Deze tussenevaluatie staat niet (meer) op jouw naam. Klopt dat niet? Vraag het aan het onderwijsbureau.",
        Weigering.NogNietOpen => "Deze tussenevaluatie is nog niet open.",
        Weigering.NietMeerOpen => "Deze tussenevaluatie is gesloten. Er kan niets meer bij.",
        Weigering.LeervragenStaanVast => "De leervragen staan vast, want de tussenevaluatie is al open.",
        Weigering.TeVeelLeervragen => $"Kies ten hoogste {Tussenevaluatie.HoogsteAantalLeervragen} leervragen.",
        Weigering.TeLang => $"Deze tekst is te lang. Gebruik ten hoogste {Dutch(Tussenevaluatie.LangsteTekst)} tekens (een leervraag {Tussenevaluatie.LangsteLeervraag}).",
        Weigering.NogNietIngediend => "Je hebt dit formulier nog niet ingediend.",
        Weigering.NogNietZichtbaar => "Dit kan pas als jullie allebei hebben ingediend.",
        Weigering.NogVoorDeDeadline => "De ander heeft nog tijd om in te vullen. Na de einddatum kun je je formulier laten zien.",
        Weigering.AnderHeeftIngediend => "Een ander was je voor: dit is al gedaan.",
        Weigering.FormulierIsVeranderd => FormulierIsVeranderd,
        Weigering.DatumInVerleden => "Kies een datum die nog komt.",
        Weigering.DatumTeVer => "Deze datum kan niet: kies een datum dichterbij.",
        Weigering.DatumVoorDeOpening => "Kies de dag van het gesprek: vandaag of eerder, en niet vóór de opening van de tussenevaluatie.",
        Weigering.VerslagIsVeranderd => "De tekst is ondertussen aangepast. Open de kaart opnieuw en lees hem nog een keer.",
        Weigering.GeenMomenten => $"Kies één tot {Tussenevaluatie.HoogsteAantalMomenten} momenten, met datum en tijd.",
        Weigering.MomentBestaatNiet => "Dit moment staat niet meer in het voorstel.",
        Weigering.RedenOntbreekt => "Schrijf kort op wat de reden is.",
        Weigering.TekstOntbreekt => "Vul nog in wat je wilt bewaren.",
        Weigering.NogGeenVerslag => "Er is nog geen gesprek vastgelegd.",
        Weigering.KaartIsOud => "Er is ondertussen iets veranderd. Kijk even of het zo nog klopt en probeer het dan nog eens.",
        Weigering.EigenVerslag => "Je hebt dit zelf vastgelegd. De ander gaat akkoord.",
        _ => throw new ArgumentOutOfRangeException(nameof(reden)),
    };

    public const string FormulierIsVeranderd = "Het formulier is ondertussen ergens anders aangepast. Dit is hoe het nu is.";

    private static string Dutch(int number) => number.ToString("#,0", new System.Globalization.NumberFormatInfo { NumberGroupSeparator = "." });
}
