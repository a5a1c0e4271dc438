using Isop.Core.Register;
using Isop.Core.Toegang;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>
/// What the bureau may know of a case: who, and how far. The pages get this and never the case itself, so that no page can show
/// a leervraag, an answer, an agreement or a moment of filling in.
/// </summary>
public sealed record VoortgangRegel
{
    public required string Zaak { get; init; }
    public required PersonId Student { get; init; }
    public required string Naam { get; init; }
    public required IReadOnlyList<(PersonId Id, string Naam)> Werkplekbegeleiders { get; init; }
    public PersonId? Opleider { get; init; }
    public PersonId? Studiecoach { get; init; }
    public required string Organisatie { get; init; }
    public required string OrganisatieNaam { get; init; }
    public required string Bestuur { get; init; }
    public required string Opleiding { get; init; }
    public required int Leerjaar { get; init; }
    public required string Periode { get; init; }

    /// <summary>The same where the study year is known already.</summary>
    public required string PeriodeInJaar { get; init; }
    public required DateOnly Opening { get; init; }
    public required DateOnly Deadline { get; init; }
    public required DateOnly StageTot { get; init; }
    public required VoortgangStaat Staat { get; init; }
    public required bool StudentIngevuld { get; init; }
    public required bool BegeleiderIngevuld { get; init; }

    /// <summary>Whether who fills in may know what the other side did.</summary>
    public required bool Zichtbaar { get; init; }

    /// <summary>Whom it is about: what a reader's rights are measured against.</summary>
    public required Kring Kring { get; init; }

    /// <summary>Why ISOP itself cannot go on; what people said about it stands in the meldingen.</summary>
    public string? Reden { get; init; }

    /// <summary>The names, to search in.</summary>
    public required string Zoektekst { get; init; }

    /// <summary>The register does not know the student or a werkplekbegeleider any more.</summary>
    public bool MistIemand { get; init; }

    /// <summary>Its place by name in the list it was read with, so that who puts them in order again need not compare names.</summary>
    public int Plaats { get; init; }

    public string Mentoren => Core.Time.Dutch.List([.. Werkplekbegeleiders.Select(w => w.Naam)]);

    public static VoortgangRegel Of(Zaak zaak, RegisterSnapshot register, DateOnly today)
    {
        var d = zaak.Deelnemers;
        return new VoortgangRegel
        {
            Zaak = zaak.Id,
            Student = d.Student,
            Naam = "",
            Werkplekbegeleiders = [.. d.Werkplekbegeleiders.Select(w => (w, ""))],
            Opleider = d.Opleider,
            Studiecoach = d.Studiecoach,
            Organisatie = d.Organisatie,
            OrganisatieNaam = "",
            Bestuur = "",
            Opleiding = d.Opleiding.Code,
            Leerjaar = d.Leerjaar,
            Periode = zaak.Periode,
            PeriodeInJaar = zaak.PeriodeInJaar(),
            Opening = zaak.Opening,
            Deadline = zaak.Deadline,
            StageTot = d.StageTot,
            Staat = VoortgangStaten.Of(zaak, today),
            StudentIngevuld = zaak.Student is not null,
            BegeleiderIngevuld = zaak.Mentor is not null,
            Zichtbaar = zaak.ZichtbaarSinds is not null,
            Kring = new Kring
            {
                Student = d.Student, Organisatie = d.Organisatie, Bestuur = "", Werkplekbegeleiders = d.Werkplekbegeleiders, Opleider = d.Opleider, Studiecoach = d.Studiecoach,
            },
            Reden = zaak is { Loopt: true, Twijfel: { Door: null } twijfel } ? twijfel.Reden : null,
            Zoektekst = "",
        }.Bij(register, today);
    }

    /// <summary>As this person may know it: who has yet to fill in is not told that the other did, whatever else she is, and so not when.</summary>
    public VoortgangRegel Voor(PersonId lezer) =>
        !Zichtbaar && ((Student == lezer && !StudentIngevuld) || (!BegeleiderIngevuld && Kring.Werkplekbegeleiders.Contains(lezer)))
            ? this with { Staat = Staat == VoortgangStaat.EenIngevuld ? VoortgangStaat.Open : Staat, StudentIngevuld = false, BegeleiderIngevuld = false }
            : this;

    /// <summary>The same case with the names, the board and the mwb-er of this register, on this day; itself when nothing of that is different.</summary>
    public VoortgangRegel Bij(RegisterSnapshot register, DateOnly today)
    {
        var (naam, staat, mwb) = (BureauText.Name(Student, register), this.Op(today), register.FindStudent(Student)?.Mwb);
        var organisatie = register.FindOrganisatie(Organisatie);
        var (waar, bestuur) = (organisatie?.Naam ?? Organisatie, organisatie?.Bestuur ?? "");
        if (naam == Naam && waar == OrganisatieNaam && bestuur == Bestuur && mwb == Kring.Mwb && staat == Staat && Werkplekbegeleiders.All(w => w.Naam == BureauText.Name(w.Id, register)))
        {
            return this;
        }

        var mentoren = Werkplekbegeleiders.Select(w => (w.Id, Naam: BureauText.Name(w.Id, register))).ToList();
        return this with
        {
            Naam = naam,
            Werkplekbegeleiders = mentoren,
            OrganisatieNaam = waar,
            Bestuur = bestuur,
            Staat = staat,
            MistIemand = register.Find(Student) is null || mentoren.Exists(m => register.Find(m.Id) is null),
            Kring = Kring with { Bestuur = bestuur, Mwb = mwb },
            Zoektekst = BureauText.ToSearch(string.Join('\n', mentoren.Select(m => m.Naam).Prepend(naam))),
        };
    }
}
