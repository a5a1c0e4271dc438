using Isop.Core.Storage;

namespace Isop.Core.Upkeep;

/// <summary>How long documents of a kind are kept.</summary>
public abstract record Bewaartermijn
{
    private Bewaartermijn()
    {
    }

    /// <summary>Until this long after the moment in that property of its JSON.</summary>
    /// <param name="Dagen">Days.</param>
    /// <param name="Moment">A property that holds an instant.</param>
    /// <param name="Afgerond">Only when its property "state" says that nothing happens to it any more by itself.</param>
    public sealed record Na(int Dagen, string Moment, bool Afgerond = false) : Bewaartermijn;

    /// <summary>Goes together with the tussenevaluatie it belongs to, this long after the last day of the stage.</summary>
    public sealed record MetZaak(int Dagen) : Bewaartermijn;

    /// <summary>A register version: this long after it was made, and never while it is current, the one to go back to, or followed.</summary>
    public sealed record RegisterVersie(int Dagen) : Bewaartermijn;

    /// <summary>Goes with another document.</summary>
    public sealed record Met(string Wat) : Bewaartermijn;

    /// <summary>Stays, or somebody else removes it.</summary>
    public sealed record Blijft(string Waarom) : Bewaartermijn;
}

/// <summary>A kind of document: where it is and how long it is kept.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">How its partition's key begins.</param>
/// <param name="Row">How its row begins.</param>
/// <param name="Termijn">How long.</param>
public sealed record Documentsoort(string Table, string Partition, string Row, Bewaartermijn Termijn)
{
    /// <summary>What becomes of one that names a person who is erased.</summary>
    public Wiswijze Wissen { get; init; }

    /// <summary>With <see cref="Wiswijze.AlsVan"/>: the property that says whose it is.</summary>
    public string Van { get; init; } = "";

    /// <summary>
    /// A list in a document of several people, and the property that says whose an item is: the items of the person go whole, whatever stays.
    /// </summary>
    public (string Lijst, string Van)? Delen { get; init; }

    public bool Is(Partition partition, string row) =>
        partition.Table == Table && partition.Key.StartsWith(Partition, StringComparison.Ordinal) && row.StartsWith(Row, StringComparison.Ordinal);
}

/// <summary>What becomes of a document that names a person who is erased. What lies in the person's own partition always goes.</summary>
public enum Wiswijze
{
    /// <summary>It goes.</summary>
    Geheel,

    /// <summary>It belongs to others too: it stays, and "gewiste persoon" stands where the person was named.</summary>
    ZonderNaam,

    /// <summary>It goes when <see cref="Documentsoort.Van"/> is the person; else it stays without the name.</summary>
    AlsVan,

    /// <summary>Holds no person, or somebody else sees to it.</summary>
    Blijft,
}

/// <summary>
/// Every kind of document there is (docs/storage.md), with its retention. The partnership's privacy officer has yet to confirm the
/// periods. A kind that is not here fails a test.
/// </summary>
public static class Bewaartabel
{
    /// <summary>Messages and deliveries.</summary>
    private const int Berichten = 90;
    private const int Jaar = 365;

    /// <summary>Who saw or changed what.</summary>
    private const int Inzage = 2 * Jaar;

    /// <summary>Who could assess when: as long as what was assessed may be asked about.</summary>
    private const int Bevoegdheid = 7 * Jaar;

    /// <summary>What was agreed to do better: an audit looks back over its cycle of six years (opleidingsplan §2.4.1).</summary>
    private const int Kwaliteit = 6 * Jaar;

    /// <summary>When a calendar was busy: of no use once it does not count any more.</summary>
    private const int Bezet = 7;

    /// <summary>That a case changed, without a person: of use for minutes.</summary>
    private const int Gewijzigd = 1;

    /// <summary>How a subscription that ended went, and why it did.</summary>
    private const int Webhook = 30;

    /// <summary>The first that fits counts.</summary>
    public static IReadOnlyList<Documentsoort> Alle { get; } =
    [
        new("tussenevaluaties", "gevolgd", "register", new Bewaartermijn.Blijft("one document")) { Wissen = Wiswijze.Blijft },
        new("tussenevaluaties", "gevolgd", "uit:", new Bewaartermijn.Blijft("the relay removes it")) { Wissen = Wiswijze.Blijft },
        new("tussenevaluaties", "gewijzigd:", "", new Bewaartermijn.Na(Gewijzigd, "op")) { Wissen = Wiswijze.Blijft },
        new("tussenevaluaties", "student:", "", new Bewaartermijn.MetZaak(Jaar)),
        new("tussenevaluaties", "jaar:", "", new Bewaartermijn.MetZaak(Jaar)),
        new("tussenevaluaties", "", "uit:", new Bewaartermijn.MetZaak(Jaar)),
        new("tussenevaluaties", "", "notitie:", new Bewaartermijn.MetZaak(Jaar)),
        new("tussenevaluaties", "", "", new Bewaartermijn.MetZaak(Jaar)) { Wissen = Wiswijze.ZonderNaam },
        new("bezoeken", "gevolgd", "register", new Bewaartermijn.Blijft("one document")) { Wissen = Wiswijze.Blijft },
        new("bezoeken", "jaar:", "", new Bewaartermijn.Na(Jaar, "eindigt")),
        new("bezoeken", "wissels:", "", new Bewaartermijn.Na(Jaar, "eindigt")),
        new("bezoeken", "opleider:", "", new Bewaartermijn.Na(Jaar, "op")),
        new("bezoeken", "", "uit:", new Bewaartermijn.Blijft("the relay removes it")) { Wissen = Wiswijze.ZonderNaam },
        new("bezoeken", "", "bezet", new Bewaartermijn.Na(Bezet, "gelezen")),
        new("bezoeken", "", "jaar", new Bewaartermijn.Na(Jaar, "eindigt")) { Wissen = Wiswijze.ZonderNaam, Delen = ("bezoeken", "student") },
        new("intervisie", "gevolgd", "register", new Bewaartermijn.Blijft("one document")) { Wissen = Wiswijze.Blijft },
        new("intervisie", "jaar:", "", new Bewaartermijn.Na(Jaar, "eindigt")) { Wissen = Wiswijze.Blijft },
        new("intervisie", "gasten:", "", new Bewaartermijn.Na(Jaar, "eindigt")),
        new("intervisie", "", "uit:", new Bewaartermijn.Blijft("the relay removes it")) { Wissen = Wiswijze.ZonderNaam },
        new("intervisie", "", "reeks", new Bewaartermijn.Na(Jaar, "eindigt")) { Wissen = Wiswijze.ZonderNaam },
        new("begeleidingsteam", "gevolgd", "register", new Bewaartermijn.Blijft("one document")) { Wissen = Wiswijze.Blijft },
        new("begeleidingsteam", "", "uit:", new Bewaartermijn.Blijft("the relay removes it")) { Wissen = Wiswijze.ZonderNaam },
        new("begeleidingsteam", "", "begin", new Bewaartermijn.Na(Jaar, "eindigt")) { Wissen = Wiswijze.ZonderNaam },
        new("stageevaluaties", "gevolgd", "register", new Bewaartermijn.Blijft("one document")) { Wissen = Wiswijze.Blijft },
        new("stageevaluaties", "golven", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("stageevaluaties", "jaren", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("stageevaluaties", "opmerkingen:", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("stageevaluaties", "", "uit:", new Bewaartermijn.Blijft("the relay removes it")) { Wissen = Wiswijze.ZonderNaam },
        new("stageevaluaties", "kluis", "", new Bewaartermijn.Blijft("the keys of counts: without them no later year can be released")) { Wissen = Wiswijze.Blijft },
        new("stageevaluaties", "opmerkingen:", "", new Bewaartermijn.Blijft("words without a person; what is kept back is gone")) { Wissen = Wiswijze.Blijft },
        new("stageevaluaties", "opmerking:", "", new Bewaartermijn.Blijft("sealed words without a person; what was kept back goes with the next release")) { Wissen = Wiswijze.Blijft },
        new("stageevaluaties", "", "", new Bewaartermijn.Blijft("counts without a person: what was published decides what may be told later")) { Wissen = Wiswijze.Blijft },
        new("evaluatiebuffers", "rooster:", "", new Bewaartermijn.Blijft("gone when the wave is closed")),
        new("evaluatiebuffers", "", "", new Bewaartermijn.Blijft("gone when the wave is closed")) { Wissen = Wiswijze.Blijft },
        new("golfsleutels", "", "", new Bewaartermijn.Blijft("gone when the wave is closed")) { Wissen = Wiswijze.Blijft },
        new("trainingen", "gevolgd", "register", new Bewaartermijn.Blijft("one document")) { Wissen = Wiswijze.Blijft },
        new("trainingen", "training:", "uit:", new Bewaartermijn.Blijft("the relay removes it")) { Wissen = Wiswijze.ZonderNaam },
        new("trainingen", "training:", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("trainingen", "training:", "training", new Bewaartermijn.Na(2 * Jaar, "eindigt")) { Wissen = Wiswijze.ZonderNaam },
        new("trainingen", "training:", "certificaat:", new Bewaartermijn.Blijft("which number a certificate got; no person is in it")) { Wissen = Wiswijze.Blijft },
        new("trainingen", "training:", "", new Bewaartermijn.Na(2 * Jaar, "eindigt")) { Wissen = Wiswijze.AlsVan, Van = "persoon" },
        new("trainingen", "", "", new Bewaartermijn.Na(2 * Jaar, "eindigt")),
        new("certificaten", "nummer:", "certificaat", new Bewaartermijn.Blijft("whoever holds it may show it for years; no name is in it")) { Wissen = Wiswijze.Blijft },
        new("certificaten", "nummer:", "stand", new Bewaartermijn.Blijft("as its certificate")) { Wissen = Wiswijze.ZonderNaam },
        new("certificaten", "nummer:", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("certificaten", "nummer:", "uit:", new Bewaartermijn.Blijft("the relay removes it")),
        new("certificaten", "nummer:", "", new Bewaartermijn.Blijft("as its certificate; goes when the name is to be removed")),
        new("certificaten", "jaren", "", new Bewaartermijn.Blijft("a word for each study year")) { Wissen = Wiswijze.Blijft },
        new("certificaten", "persoon:", "", new Bewaartermijn.Blijft("as its certificate")),
        new("certificaten", "jaar:", "", new Bewaartermijn.Blijft("as its certificate")),
        new("statuslijsten", "", "", new Bewaartermijn.Blijft("a credential names its place for as long as it is shown; no person is in it")) { Wissen = Wiswijze.Blijft },
        new("bevoegdheden", "beoordelaars", "van:", new Bewaartermijn.Na(Bevoegdheid, "gewijzigd")) { Wissen = Wiswijze.AlsVan, Van = "persoon" },
        new("bevoegdheden", "beoordelaars", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("kwaliteitsimpulsen", "alle", "impuls:", new Bewaartermijn.Na(Kwaliteit, "gewijzigd")) { Wissen = Wiswijze.ZonderNaam },
        new("kwaliteitsimpulsen", "alle", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("kwaliteitsimpulsen", "alle", "uit:", new Bewaartermijn.Blijft("the relay removes it")) { Wissen = Wiswijze.ZonderNaam },
        new("bezorgingen", "", "b:", new Bewaartermijn.Na(Berichten, "since", Afgerond: true)) { Wissen = Wiswijze.ZonderNaam },
        new("bezorgingen", "", "m:", new Bewaartermijn.Na(Berichten, "since", Afgerond: true)) { Wissen = Wiswijze.ZonderNaam },
        new("bezorgingen", "", "z:b:", new Bewaartermijn.Na(Berichten, "since")) { Wissen = Wiswijze.ZonderNaam },
        new("bezorgingen", "", "z:m:", new Bewaartermijn.Na(Berichten, "since")) { Wissen = Wiswijze.ZonderNaam },
        new("bezorgingen", "", "z:k:", new Bewaartermijn.Met("its delivery")),
        new("bezorgingen", "", "dag", new Bewaartermijn.Blijft("one document for a person")),
        new("bezorgingen", "", "voorkeuren", new Bewaartermijn.Blijft("one document for a person")),
        new("bezorgingen", "", "uit:", new Bewaartermijn.Blijft("the relay removes it")),
        new("bezorgingen", "", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("meldingen", "", "open:", new Bewaartermijn.Blijft("until it is answered")) { Wissen = Wiswijze.AlsVan, Van = "van" },
        new("meldingen", "", "klaar:", new Bewaartermijn.Na(Jaar, "op")) { Wissen = Wiswijze.AlsVan, Van = "van" },
        new("meldingen", "", "uit:", new Bewaartermijn.Blijft("the relay removes it")),
        new("register", "register", "huidig", new Bewaartermijn.Blijft("one document")) { Wissen = Wiswijze.ZonderNaam },
        new("register", "register", "voorbeeld:", new Bewaartermijn.Blijft("the next import removes it after a day")) { Wissen = Wiswijze.ZonderNaam },
        new("register", "register", "uit:", new Bewaartermijn.Blijft("the relay removes it")),
        new("register", "register", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("register", "versie:", "deel:", new Bewaartermijn.RegisterVersie(Jaar)) { Wissen = Wiswijze.Blijft },
        new("register", "versie:", "", new Bewaartermijn.RegisterVersie(Jaar)) { Wissen = Wiswijze.ZonderNaam },
        new("apisleutels", "", "", new Bewaartermijn.Na(2, "op")),
        new("apiimports", "", "", new Bewaartermijn.Na(30, "op")) { Wissen = Wiswijze.ZonderNaam },
        new("koppelingen", "", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("koppelingen", "", "", new Bewaartermijn.Blijft("until the link is broken")),
        new("gesprekken", "account:", "verwijderd", new Bewaartermijn.Blijft("until they come back: nobody installs it for them again")),
        new("gesprekken", "", "", new Bewaartermijn.Blijft("until the app is removed")),
        new("installaties", "persoon:", "", new Bewaartermijn.Na(Berichten, "at")),
        new("installaties", "tenant:", "", new Bewaartermijn.Blijft("one document for each tenant")),
        new("instrumenten", "", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("instrumenten", "", "", new Bewaartermijn.Blijft("forms are read with the version they were made with")) { Wissen = Wiswijze.ZonderNaam },
        new("vragenlijsten", "", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("vragenlijsten", "", "", new Bewaartermijn.Blijft("reports name questions of years ago")) { Wissen = Wiswijze.ZonderNaam },
        new("sturing", "", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("sturing", "", "", new Bewaartermijn.Blijft("one document for each pause")) { Wissen = Wiswijze.ZonderNaam },
        new("agenda", "", "", new Bewaartermijn.Blijft("gone when done")),
        new("outlook", "", "uit:", new Bewaartermijn.Blijft("the relay removes it")),
        new("outlook", "", "", new Bewaartermijn.Na(Jaar, "sinds")),
        new("webhooks", "alle", "inzage:", new Bewaartermijn.Na(Inzage, "at")) { Wissen = Wiswijze.ZonderNaam },
        new("webhooks", "alle", "abonnement:", new Bewaartermijn.Na(Webhook, "gestopt")),
        new("webhooks", "alle", "van:", new Bewaartermijn.Blijft("one document for a person who ever had a subscription")),
        new("webhooks", "abonnement:", "stand", new Bewaartermijn.Na(Webhook, "gestopt")),
        new("webhooks", "abonnement:", "b:", new Bewaartermijn.Blijft("gone when delivered, after three days, or when its subscription ends")),
        new("webhooks", "token:", "", new Bewaartermijn.Blijft("goes when its subscription ends")),
        new("relais", "", "", new Bewaartermijn.Blijft("gone when done")),
        new("leases", "", "", new Bewaartermijn.Blijft("one document")) { Wissen = Wiswijze.Blijft },
        new("taken", "retourmail", "", new Bewaartermijn.Blijft("one document: how far the mailbox was read, and counts")) { Wissen = Wiswijze.Blijft },
        new("taken", "", "", new Bewaartermijn.Blijft("two documents for each job")) { Wissen = Wiswijze.Blijft },
        new("bezorgproblemen", "", "", new Bewaartermijn.Blijft("goes when it is read and its message is gone")),
        new("agendalinks", "", "", new Bewaartermijn.Blijft("until the person renews or revokes it")),
        new("links", "", "", new Bewaartermijn.Blijft("the night job \"links\" removes it")),
        new("sessies", "", "", new Bewaartermijn.Blijft("the night job \"sessies\" removes it")),
        new("sleutels", "pagina", "", new Bewaartermijn.Blijft("an old key still opens what was made with it")) { Wissen = Wiswijze.Blijft },
        new("sleutels", "certificaat", "", new Bewaartermijn.Blijft("what an old key signed is checked with it years later")) { Wissen = Wiswijze.Blijft },
        new("bureau", "register", "fouten", new Bewaartermijn.Blijft("one document, until the next file")),
        new("gewist", "alle", "", new Bewaartermijn.Blijft("an import or a restore may bring the person back")) { Wissen = Wiswijze.Blijft },
        new("postvak", "", "m:", new Bewaartermijn.Na(Berichten, "sent")),
        new("postvak", "", "b:", new Bewaartermijn.Blijft("Development only")),
        new("ontwikkeling", "", "", new Bewaartermijn.Blijft("Development only")) { Wissen = Wiswijze.Blijft },
    ];

    /// <summary>Null for a kind that nobody thought about.</summary>
    public static Documentsoort? Find(Partition partition, string row) => Alle.FirstOrDefault(s => s.Is(partition, row));
}
