namespace Isop.Bot.Bureau.Wijzigen;

/// <summary>The changes that the bureau makes by hand between two imports.</summary>
public enum WijzigSoort
{
    Begeleiders,
    Opleider,
    Organisatie,
    Stopt,
    Adres,
    Vertrekt,
    Nieuw,
}

internal static class WijzigSoorten
{
    /// <summary>The word in an address; null when there is no such change.</summary>
    public static WijzigSoort? Parse(string code) => code switch
    {
        "begeleiders" => WijzigSoort.Begeleiders,
        "opleider" => WijzigSoort.Opleider,
        "organisatie" => WijzigSoort.Organisatie,
        "stopt" => WijzigSoort.Stopt,
        "adres" => WijzigSoort.Adres,
        "vertrekt" => WijzigSoort.Vertrekt,
        "nieuw" => WijzigSoort.Nieuw,
        _ => null,
    };

    public static string Code(this WijzigSoort soort) => soort switch
    {
        WijzigSoort.Begeleiders => "begeleiders",
        WijzigSoort.Opleider => "opleider",
        WijzigSoort.Organisatie => "organisatie",
        WijzigSoort.Stopt => "stopt",
        WijzigSoort.Adres => "adres",
        WijzigSoort.Vertrekt => "vertrekt",
        _ => "nieuw",
    };

    /// <summary>Whether it is about one stage; else it is about a person.</summary>
    public static bool IsOfStage(this WijzigSoort soort) =>
        soort is WijzigSoort.Begeleiders or WijzigSoort.Opleider or WijzigSoort.Organisatie or WijzigSoort.Stopt;

    public static string Title(this WijzigSoort soort) => soort switch
    {
        WijzigSoort.Begeleiders => "Andere werkplekbegeleiders",
        WijzigSoort.Opleider => "Andere opleider",
        WijzigSoort.Organisatie => "Naar een andere organisatie",
        WijzigSoort.Stopt => "De stage stopt",
        WijzigSoort.Adres => "Nieuw e-mailadres",
        WijzigSoort.Vertrekt => "Deze persoon vertrekt",
        _ => "Nieuwe werkplekbegeleider",
    };

    /// <summary>What it brings about, said before it is done.</summary>
    public static string Explain(this WijzigSoort soort) => soort switch
    {
        WijzigSoort.Begeleiders => "Wie erbij komt, krijgt de open tussenevaluatie. Wie weggaat, ziet die niet meer. Een formulier dat al is ingediend, blijft gelden.",
        WijzigSoort.Opleider => "De nieuwe opleider hoort vanaf nu wat te laat is. Zonder opleider gaat dat naar de coördinerend opleider.",
        WijzigSoort.Organisatie => "De stage stopt bij de organisatie van nu en gaat op dezelfde dag verder bij de nieuwe. Een open tussenevaluatie verhuist mee.",
        WijzigSoort.Stopt => "Een tussenevaluatie die nog open is, vervalt. Wat beiden al van elkaar zien, blijft staan.",
        WijzigSoort.Adres => "Nieuwe berichten gaan naar dit adres. Links in oude mails blijven van dezelfde persoon.",
        WijzigSoort.Vertrekt => "Deze persoon krijgt geen berichten meer. De stages van een student stoppen vandaag.",
        _ => "Daarna kun je deze persoon aanwijzen bij een stage.",
    };

    public static string Button(this WijzigSoort soort) => soort switch
    {
        WijzigSoort.Stopt => "Stage stoppen",
        WijzigSoort.Vertrekt => "Ja, deze persoon vertrekt",
        WijzigSoort.Nieuw => "Toevoegen",
        _ => "Opslaan",
    };
}
