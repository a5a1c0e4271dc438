using System.Net;

namespace Isop.Tests.Toegang;

/// <summary>One endpoint of the site: who may, how to call it, and what those who may get.</summary>
/// <param name="Wie">Null: anybody, also without a session. Empty: whoever is signed in.</param>
/// <param name="Pad">A path that fits the route; "{zaak}" is Gijs' case, "{persoon}" his werkplekbegeleider.</param>
internal sealed record Cel(string Method, string Route, string Pad, IReadOnlyList<string>? Wie, HttpStatusCode Mag, string Fields = "")
{
    /// <summary>What those who may not get.</summary>
    public HttpStatusCode Anders { get; init; } = HttpStatusCode.Forbidden;

    public bool IsPost => Method == "POST";

    /// <summary>Only compares a file, for people without a session, on a page that is the same for all: there is no token, and nothing to forge.</summary>
    public bool ChangesNothing => Route is "/c/{nummer}/bestand";

    /// <summary>Whether it ends the session of who calls it.</summary>
    public bool EndsSession => Route is "/uitloggen" or "/postvak/apparaten/alles-uitloggen";
}

/// <summary>"Who sees what" for every page and action, written down by hand: the product's own table is not asked.</summary>
internal static class Cellen
{
    private const HttpStatusCode Ok = HttpStatusCode.OK;
    private const HttpStatusCode Verder = HttpStatusCode.SeeOther;
    private const HttpStatusCode Redirect = HttpStatusCode.Redirect;
    private const HttpStatusCode Niet = HttpStatusCode.NotFound;
    private const HttpStatusCode Fout = HttpStatusCode.UnprocessableEntity;

    private const HttpStatusCode Weg = HttpStatusCode.Gone;

    private static readonly string[] Bureau = ["onderwijsbureau"];
    private static readonly string[] Bevoegdheid = ["onderwijsbureau", "examencommissie"];
    private static readonly string[] Evaluatie = ["projectleider", "kwaliteitszorg"];
    private static readonly string[] OpNaam =
        ["onderwijsbureau", "coordinerend-schoolopleider", "schoolopleider", "aspirant-opleider", "studiecoach", "slb", "mwb"];

    /// <summary>The case of Gijs, by name.</summary>
    private static readonly string[] Gijs = ["onderwijsbureau", "coordinerend-schoolopleider", "schoolopleider", "studiecoach"];
    private static readonly string[] Impulsen = ["directeur", "schoolopleider", "coordinerend-schoolopleider", "bestuurder", "projectleider"];
    private static readonly string[] Bereik = ["onderwijsbureau", "stagebureau"];
    private static readonly string[] Overzicht = [.. OpNaam, "stagebureau", "directeur", "bestuurder", "projectleider", "regisseur", "kwaliteitszorg"];

    public static IReadOnlyList<Cel> All { get; } =
    [
        // The door.
        new("GET", "/l/{token}", "/l/x", null, Niet),
        new("HEAD", "/l/{token}", "/l/x", null, Niet),
        new("POST", "/l/{token}", "/l/x", null, Niet),
        new("POST", "/l/{token}/nieuw", "/l/x/nieuw", null, Verder),
        new("GET", "/", "/", null, Verder),
        new("GET", "/aanmelden/verstuurd", "/aanmelden/verstuurd", null, Ok),
        new("POST", "/aanmelden", "/aanmelden", null, Verder, "email=niemand@x.example"),
        new("GET", "/over", "/over", null, Ok),
        new("GET", "/gezond", "/gezond", null, Ok),
        new("GET", "/gezond/leeft", "/gezond/leeft", null, Ok),
        new("GET", "/gezond/klaar", "/gezond/klaar", null, Ok),
        new("GET", "/certificaten/uitgever", "/certificaten/uitgever", null, Ok),
        new("HEAD", "/certificaten/uitgever", "/certificaten/uitgever", null, Ok),
        new("GET", "/certificaten/sleutels", "/certificaten/sleutels", null, Ok),
        new("HEAD", "/certificaten/sleutels", "/certificaten/sleutels", null, Ok),
        new("GET", "/certificaten/sleutels/{kid}", "/certificaten/sleutels/x", null, Niet),
        new("HEAD", "/certificaten/sleutels/{kid}", "/certificaten/sleutels/x", null, Niet),
        new("GET", "/certificaten/status/{lijst}", "/certificaten/status/x", null, Niet),
        new("HEAD", "/certificaten/status/{lijst}", "/certificaten/status/x", null, Niet),
        new("GET", "/certificaten/prestaties/{soort}", "/certificaten/prestaties/x", null, Niet),
        new("HEAD", "/certificaten/prestaties/{soort}", "/certificaten/prestaties/x", null, Niet),
        new("GET", "/c", "/c", null, Ok),
        new("HEAD", "/c", "/c", null, Ok),
        new("GET", "/c/{nummer}", "/c/x", null, Niet),
        new("HEAD", "/c/{nummer}", "/c/x", null, Niet),
        new("POST", "/c/{nummer}/bestand", "/c/x/bestand", null, Niet),
        new("GET", "/uitgelogd", "/uitgelogd", null, Ok),
        new("POST", "/uitloggen", "/uitloggen", null, Verder),

        // One's own. What stands on it by role is walked in MijnIsop/OnderdelenTests; the year is for who holds counts of a place.
        new("GET", "/mijn", "/mijn", [], Ok),
        new("GET", "/mijn/jaar/{studiejaar}", "/mijn/jaar/1999-2000", [], Niet),
        new("GET", "/postvak", "/postvak", [], Ok),
        new("GET", "/postvak/zaak/{kind}/{**zaak}", "/postvak/zaak/niets/1", [], Ok),
        new("GET", "/postvak/opdracht", "/postvak/opdracht", [], Redirect),
        new("POST", "/postvak/opdracht", "/postvak/opdracht", [], Verder),
        new("GET", "/postvak/apparaten", "/postvak/apparaten", [], Ok),
        new("POST", "/postvak/apparaten/uitloggen", "/postvak/apparaten/uitloggen", [], Verder),
        new("POST", "/postvak/apparaten/alles-uitloggen", "/postvak/apparaten/alles-uitloggen", [], Verder),
        new("GET", "/agenda/{token}.ics", "/agenda/x.ics", null, Niet),
        new("HEAD", "/agenda/{token}.ics", "/agenda/x.ics", null, Niet),
        new("GET", "/agenda/afspraak/{uid}.ics", "/agenda/afspraak/x.ics", [], Niet),
        new("GET", "/postvak/agenda", "/postvak/agenda", [], Ok),
        new("POST", "/postvak/agenda/maken", "/postvak/agenda/maken", [], Ok),
        new("POST", "/postvak/agenda/intrekken", "/postvak/agenda/intrekken", [], Verder),
        new("POST", "/postvak/agenda/terugzetten", "/postvak/agenda/terugzetten", [], Verder),

        // The content: nobody's before it is visible, not even the bureau's (what then changes is walked in PaginaTests).
        new("GET", "/tussenevaluatie/{zaak}", "/tussenevaluatie/{zaak}", [], Niet),
        new("GET", "/tussenevaluatie/{zaak}/mijn", "/tussenevaluatie/{zaak}/mijn", [], Niet),
        new("GET", "/tussenevaluatie/{zaak}/tussenevaluatie.pdf", "/tussenevaluatie/{zaak}/tussenevaluatie.pdf", [], Niet),
        new("GET", "/tussenevaluatie/{zaak}/mijn/tussenevaluatie.pdf", "/tussenevaluatie/{zaak}/mijn/tussenevaluatie.pdf", [], Niet),

        // The stage-evaluatie: answering needs a link and nobody's session; a report is there for who gets it (EvaluatiePaginaTests).
        new("GET", "/evaluatie/begin/{uitnodiging}", "/evaluatie/begin/x", null, Niet),
        new("HEAD", "/evaluatie/begin/{uitnodiging}", "/evaluatie/begin/x", null, Niet),
        new("GET", "/evaluatie/{link}", "/evaluatie/x", null, Weg),
        new("HEAD", "/evaluatie/{link}", "/evaluatie/x", null, Weg),
        new("GET", "/certificaten", "/certificaten", [], Ok),
        new("GET", "/certificaten/mijn/{nummer}/certificaat.pdf", "/certificaten/mijn/x/certificaat.pdf", [], Niet),
        new("GET", "/certificaten/mijn/{nummer}/badge.jwt", "/certificaten/mijn/x/badge.jwt", [], Niet),
        new("GET", "/certificaten/jaar/{jaar}", "/certificaten/jaar/1999-2000", [], Niet),
        new("GET", "/rapporten", "/rapporten", [], Ok),
        new("GET", "/rapporten/{jaar}/{sleutel}", "/rapporten/2026-2027/partnerschap", [], Niet),
        new("GET", "/rapporten/{jaar}/{sleutel}/rapport.pdf", "/rapporten/2026-2027/partnerschap/rapport.pdf", [], Niet),
        new("GET", "/rapporten/{jaar}/{sleutel}/rapport.xlsx", "/rapporten/2026-2027/partnerschap/rapport.xlsx", [], Niet),
        new("GET", "/rapporten/{jaar}/{sleutel}/rapport.csv", "/rapporten/2026-2027/partnerschap/rapport.csv", [], Niet),

        // Whose they are: who agrees on them sees and makes them, kwaliteitszorg reads all. To others there are none, and one of another place is there for nobody else (ImpulsPagesTests).
        new("GET", "/kwaliteitsimpulsen", "/kwaliteitsimpulsen", [.. Impulsen, "kwaliteitszorg"], Ok) { Anders = Niet },
        new("GET", "/kwaliteitsimpulsen/nieuw", "/kwaliteitsimpulsen/nieuw", Impulsen, Ok) { Anders = Niet },
        new("POST", "/kwaliteitsimpulsen/nieuw", "/kwaliteitsimpulsen/nieuw", [], Niet, "plek=organisatie:O9"),
        new("GET", "/kwaliteitsimpulsen/{plek}/{id}", "/kwaliteitsimpulsen/organisatie:O1/x", [], Niet),
        new("POST", "/kwaliteitsimpulsen/{plek}/{id}/veranderen", "/kwaliteitsimpulsen/organisatie:O1/x/veranderen", [], Niet),
        new("POST", "/kwaliteitsimpulsen/{plek}/{id}/terugkijken", "/kwaliteitsimpulsen/organisatie:O1/x/terugkijken", [], Niet),
        new("POST", "/kwaliteitsimpulsen/{plek}/{id}/intrekken", "/kwaliteitsimpulsen/organisatie:O1/x/intrekken", [], Niet),
        new("GET", "/bureau/trainingen", "/bureau/trainingen", Bureau, Ok),
        new("POST", "/bureau/trainingen/verstrek", "/bureau/trainingen/verstrek", Bureau, Fout),
        new("GET", "/bureau/trainingen/deelname", "/bureau/trainingen/deelname", Bureau, Ok),
        new("POST", "/bureau/trainingen/deelname", "/bureau/trainingen/deelname", Bureau, Verder),
        new("GET", "/bureau/trainingen/{id}", "/bureau/trainingen/x", Bureau, Niet),
        new("POST", "/bureau/trainingen/{id}/doorgeven", "/bureau/trainingen/x/doorgeven", Bureau, Niet),
        new("GET", "/bureau/certificaten", "/bureau/certificaten", Bureau, Ok),
        new("GET", "/bureau/certificaten/certificaten.csv", "/bureau/certificaten/certificaten.csv", Bureau, Ok),
        new("GET", "/bureau/certificaten/{nummer}", "/bureau/certificaten/x", Bureau, Niet),
        new("POST", "/bureau/certificaten/{nummer}", "/bureau/certificaten/x", Bureau, Niet),
        new("GET", "/bureau/stage-evaluaties", "/bureau/stage-evaluaties", Evaluatie, Ok),
        new("POST", "/bureau/stage-evaluaties/golf", "/bureau/stage-evaluaties/golf", Evaluatie, Fout),
        new("GET", "/bureau/stage-evaluaties/opmerkingen", "/bureau/stage-evaluaties/opmerkingen", Evaluatie, Ok),
        new("POST", "/bureau/stage-evaluaties/opmerkingen", "/bureau/stage-evaluaties/opmerkingen", Evaluatie, Niet),
        new("POST", "/bureau/stage-evaluaties/terugkoppeling", "/bureau/stage-evaluaties/terugkoppeling", Evaluatie, Fout),
        new("POST", "/bureau/stage-evaluaties/ouder", "/bureau/stage-evaluaties/ouder", Evaluatie, Fout),
        // Who may assess; Fatima does not, and so is not there.
        new("GET", "/bureau/bevoegdheid", "/bureau/bevoegdheid", Bevoegdheid, Ok),
        new("GET", "/bureau/bevoegdheid/beoordelaars.csv", "/bureau/bevoegdheid/beoordelaars.csv", Bureau, Ok),
        new("GET", "/bureau/bevoegdheid/persoon/{persoon}", "/bureau/bevoegdheid/persoon/{persoon}", Bevoegdheid, Niet),
        new("POST", "/bureau/bevoegdheid/persoon/{persoon}", "/bureau/bevoegdheid/persoon/{persoon}", Bevoegdheid, Niet),
        new("POST", "/bureau/bevoegdheid/persoon/{persoon}/intrekken", "/bureau/bevoegdheid/persoon/{persoon}/intrekken", Bevoegdheid, Niet),
        new("GET", "/bureau/bevoegdheid/kalibreersessie", "/bureau/bevoegdheid/kalibreersessie", Bevoegdheid, Ok),
        new("POST", "/bureau/bevoegdheid/kalibreersessie", "/bureau/bevoegdheid/kalibreersessie", Bevoegdheid, Fout),

        new("GET", "/bureau/webhooks", "/bureau/webhooks", Bureau, Ok),
        new("POST", "/bureau/webhooks/stop", "/bureau/webhooks/stop", Bureau, Verder, "id=x"),

        // Lists and counts.
        new("GET", "/bureau", "/bureau", Overzicht, Ok),
        new("GET", "/bureau/voortgang", "/bureau/voortgang", OpNaam, Ok),
        new("GET", "/bureau/voortgang/voortgang.csv", "/bureau/voortgang/voortgang.csv", Bureau, Ok),
        new("GET", "/bureau/voortgang/{zaak}", "/bureau/voortgang/{zaak}", Gijs, Ok),
        new("GET", "/bureau/berichten", "/bureau/berichten", Bereik, Ok),
        new("GET", "/bureau/berichten/persoon/{person}", "/bureau/berichten/persoon/{persoon}", Bereik, Ok),

        // The work of the onderwijsbureau.
        new("POST", "/bureau/berichten/opnieuw", "/bureau/berichten/opnieuw", Bureau, Verder),
        new("POST", "/bureau/berichten/stop", "/bureau/berichten/stop", Bureau, Fout),
        new("POST", "/bureau/berichten/hervat", "/bureau/berichten/hervat", Bureau, Verder),
        new("GET", "/bureau/meldingen", "/bureau/meldingen", Bureau, Ok),
        new("GET", "/bureau/meldingen/{id}", "/bureau/meldingen/x1", Bureau, Niet),
        new("POST", "/bureau/meldingen/antwoord", "/bureau/meldingen/antwoord", Bureau, Niet),
        new("POST", "/bureau/meldingen/gaat-verder", "/bureau/meldingen/gaat-verder", Bureau, Niet),
        new("GET", "/bureau/koppelingen", "/bureau/koppelingen", Bureau, Ok),
        new("POST", "/bureau/koppelingen/goedkeuren", "/bureau/koppelingen/goedkeuren", Bureau, Verder),
        new("POST", "/bureau/koppelingen/afwijzen", "/bureau/koppelingen/afwijzen", Bureau, Verder),
        new("POST", "/bureau/koppelingen/losmaken", "/bureau/koppelingen/losmaken", Bureau, Verder),
        new("GET", "/bureau/register", "/bureau/register", Bureau, Ok),
        new("POST", "/bureau/register/inlezen", "/bureau/register/inlezen", Bureau, Fout),
        new("GET", "/bureau/register/fouten/{id}", "/bureau/register/fouten/x", Bureau, Niet),
        new("GET", "/bureau/register/fouten/{id}/fouten.csv", "/bureau/register/fouten/x/fouten.csv", Bureau, Niet),
        new("GET", "/bureau/register/voorbeeld/{version}", "/bureau/register/voorbeeld/x", Bureau, Niet),
        new("GET", "/bureau/register/voorbeeld/{version}/{sheet}/{soort}", "/bureau/register/voorbeeld/x/personen/nieuw", Bureau, Niet),
        new("POST", "/bureau/register/toepassen", "/bureau/register/toepassen", Bureau, Niet),
        new("GET", "/bureau/register/terugdraaien", "/bureau/register/terugdraaien", Bureau, Ok),
        new("POST", "/bureau/register/terugdraaien", "/bureau/register/terugdraaien", Bureau, Verder),
        new("GET", "/bureau/register/wijzig", "/bureau/register/wijzig", Bureau, Ok),
        new("GET", "/bureau/register/wijzig/persoon/{person}", "/bureau/register/wijzig/persoon/{persoon}", Bureau, Ok),
        new("GET", "/bureau/register/wijzig/{soort}", "/bureau/register/wijzig/niets", Bureau, Niet),
        new("POST", "/bureau/register/wijzig/{soort}", "/bureau/register/wijzig/niets", Bureau, Niet),
        new("GET", "/bureau/instrumenten", "/bureau/instrumenten", Bureau, Ok),
        new("GET", "/bureau/instrumenten/{id}/{versie:int}", "/bureau/instrumenten/x/1", Bureau, Niet),
        new("GET", "/bureau/instrumenten/{id}/{versie:int}/instrument.json", "/bureau/instrumenten/x/1/instrument.json", Bureau, Niet),
        new("POST", "/bureau/instrumenten/inlezen", "/bureau/instrumenten/inlezen", Bureau, Fout),
        new("GET", "/bureau/instrumenten/voorbeeld/{kenmerk}", "/bureau/instrumenten/voorbeeld/x", Bureau, Niet),
        new("POST", "/bureau/instrumenten/toepassen", "/bureau/instrumenten/toepassen", Bureau, Fout),
        new("GET", "/bureau/instrumenten/vragenlijsten", "/bureau/instrumenten/vragenlijsten", Bureau, Ok),
        new("GET", "/bureau/instrumenten/vragenlijsten/{id}/{versie:int}", "/bureau/instrumenten/vragenlijsten/x/1", Bureau, Niet),
        new("GET", "/bureau/instrumenten/vragenlijsten/{id}/{versie:int}/vragenlijst.json", "/bureau/instrumenten/vragenlijsten/x/1/vragenlijst.json", Bureau, Niet),
        new("POST", "/bureau/instrumenten/vragenlijsten/inlezen", "/bureau/instrumenten/vragenlijsten/inlezen", Bureau, Fout),
        new("GET", "/bureau/instrumenten/vragenlijsten/voorbeeld/{kenmerk}", "/bureau/instrumenten/vragenlijsten/voorbeeld/x", Bureau, Niet),
        new("POST", "/bureau/instrumenten/vragenlijsten/toepassen", "/bureau/instrumenten/vragenlijsten/toepassen", Bureau, Fout),
        new("GET", "/bureau/inzage", "/bureau/inzage", Bureau, Ok),
    ];

    /// <summary>
    /// What is no page and has a door and tests of its own: the channel's token (EntranceTests), an anonymous answer (EvaluatiePaginaTests), the card's JSON post (ActionTests), the
    /// preferences card, which this host does not have (ChatTests), the two ways to sign in, which send the visitor on (MailedLinkTests, AanmeldTests), and the tab in Teams, which this host does not
    /// have either (TabdeurTests).
    /// </summary>
    public static IReadOnlyList<(string Method, string Route)> Elsewhere { get; } =
        [("POST", "/api/messages"), ("POST", "/evaluatie/begin/{uitnodiging}"), ("POST", "/evaluatie/{link}"), ("POST", "/postvak/actie"), ("GET", "/postvak/voorkeuren"), ("GET", "/aanmelden"), ("GET", "/aanmelden/account"), ("GET", "/tab"), ("POST", "/tab/aanmelden"), ("GET", "/tab/sessie")];
}
