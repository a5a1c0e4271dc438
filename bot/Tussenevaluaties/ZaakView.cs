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

    /// <summary>The verb that goes with <see cref="Mentoren"/>: two mentors are more than one.</summary>
    public string Mentor(string enkel, string meer) => Zaak.Deelnemers.Werkplekbegeleiders.Count > 1 ? meer : enkel;

    /// <summary>The verb that goes with <see cref="Ander"/>.</summary>
    public string DeAnder(string enkel, string meer) => Zijde == Core.Tussenevaluaties.Zijde.Student ? Mentor(enkel, meer) : enkel;

    public string Mentoren => Dutch.List([.. Zaak.Deelnemers.Werkplekbegeleiders.Select(Roepnaam)]);

    /// <summary>Who the other side is, for the student the mentor and for the mentor the student.</summary>
    public string Ander => Zijde == Core.Tussenevaluaties.Zijde.Student ? Mentoren : Student;

    /// <summary>Names the student only to who has, or handles, something with the case; somebody else's button tells nothing.</summary>
    public string Kop => Zijde == Core.Tussenevaluaties.Zijde.Student ? $"Tussenevaluatie · {Zaak.PeriodeInJaar()}"
        : IsBetrokken ? $"Tussenevaluatie · {StudentVoluit}"
        : "Tussenevaluatie";

    private bool IsBetrokken => Zijde is not null || Zaak.Deelnemers.Opleider == Lezer || Zaak.Deelnemers.Studiecoach == Lezer || Behandelt;

    /// <summary>Whether the reader handles this case when it is late: the opleider, or who stands in.</summary>
    public bool Behandelt => Tussenevaluatie.Behandelaars(Zaak, Register, AmsterdamTime.DateOf(Now)).Contains(Lezer);

    /// <summary>What a button carries that must not act on a case that changed since.</summary>
    public (string Name, string Value) Stand => ("stand", Zaak.Revisie.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string Deadline => Dutch.Day(Zaak.Deadline);

    public Instrument? Instrument => Zaak.Instrument is { } version ? Grondslag.Instrumenten.Find(version) : null;

    public IReadOnlyList<Leervraag> Leervragen => Leervraag.From(Zaak.Leervragen);

    public IReadOnlyList<Pagina> Paginas => Instrument is { } instrument ? Wizard.Pages(instrument, Leervragen) : [];

    public Vernieuwing Vernieuwing(string kind) => Cards.Vernieuwing.Of(kind, Zaak.Id);

    public string Voluit(PersonId person) => Register.Find(person)?.Naam ?? "iemand";

    public string Roepnaam(PersonId person) => Register.Find(person)?.Roepnaam ?? "iemand";

    /// <summary>How this opleiding calls the werkplekbegeleider (opleidingsplan Tabel 4).</summary>
    public string MentorWoord => Zaak.Deelnemers.Opleiding.IsAd ? "praktijkbegeleider" : "mentor";

    /// <summary>A question as this reader reads it.</summary>
    public string TekstVan(Vraag vraag) => Zijde == Core.Tussenevaluaties.Zijde.Student ? vraag.TekstIk : vraag.Tekst;
}
