using Isop.Bot.Cards;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>A case as one person looks at it: names, dates and the pinned instrument at hand.</summary>
internal sealed record ZaakView(Zaak Zaak, Grondslag Grondslag, PersonId Lezer, DateTimeOffset Now)
{
    public Zijde? Zijde => Zaak.ZijdeVan(Lezer);

    public RegisterSnapshot Register => Grondslag.Register;

    public string Student => Roepnaam(Zaak.Deelnemers.Student);

    public string StudentVoluit => Register.Find(Zaak.Deelnemers.Student)?.Naam ?? "een student";

    public string Mentoren => Dutch.List([.. Zaak.Deelnemers.Werkplekbegeleiders.Select(Roepnaam)]);

    /// <summary>Who the other side is, for the student the mentor and for the mentor the student.</summary>
    public string Ander => Zijde == Core.Tussenevaluaties.Zijde.Student ? Mentoren : Student;

    public string Kop => Zijde == Core.Tussenevaluaties.Zijde.Student
        ? $"Tussenevaluatie · {Zaak.Periode}"
        : $"Tussenevaluatie · {StudentVoluit}";

    public string Deadline => Dutch.Day(Zaak.Deadline);

    public Instrument? Instrument => Zaak.Instrument is { } version ? Grondslag.Instrumenten.Find(version) : null;

    public IReadOnlyList<Leervraag> Leervragen => Leervraag.From(Zaak.Leervragen);

    public IReadOnlyList<Pagina> Paginas => Instrument is { } instrument ? Wizard.Pages(instrument, Leervragen) : [];

    public Vernieuwing Vernieuwing(string kind) => Cards.Vernieuwing.Of(kind, Zaak.Id);

    public string Roepnaam(PersonId person) => Register.Find(person)?.Roepnaam ?? "iemand";

    /// <summary>How this opleiding calls the werkplekbegeleider (opleidingsplan Tabel 4).</summary>
    public string MentorWoord => Zaak.Deelnemers.Opleiding.IsAd ? "praktijkbegeleider" : "mentor";

    /// <summary>A question as this reader reads it.</summary>
    public string TekstVan(Vraag vraag) => Zijde == Core.Tussenevaluaties.Zijde.Student ? vraag.TekstIk : vraag.Tekst;
}
