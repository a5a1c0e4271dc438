using Isop.Bot.Bureau.Voortgang;
using Isop.Bot.Teams;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.Api;

/// <summary>For whom a program calls, what that person may see at this moment, and the register that was measured by.</summary>
internal sealed record ApiAanroeper
{
    public required Persoon Person { get; init; }

    /// <summary>The account that the program acts with.</summary>
    public required TeamsAccount Account { get; init; }
    public required Rechten Rechten { get; init; }
    public required RegisterSnapshot Register { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where this site is reached: what addresses in answers begin with.</summary>
    public required Uri Site { get; init; }

    public DateOnly Vandaag => AmsterdamTime.DateOf(Now);

    public static ApiAanroeper Of(HttpContext context) =>
        context.Features.Get<ApiAanroeper>() ?? throw new InvalidOperationException("The endpoint is not behind the door of the API.");

    /// <inheritdoc cref="Rechten.ZietStaat"/>
    public bool Ziet(Kring kring) => Rechten.ZietStaat(kring);

    /// <summary>State by name over everybody at an organisation, whoever it is about: its board's coordinator and the bureau.</summary>
    public bool ZietAllen(string organisatie) => Rechten.Heeft(
        Recht.Staat, new Kring { Student = PersonId.Gewist, Organisatie = organisatie, Bestuur = Register.FindOrganisatie(organisatie)?.Bestuur ?? "" });

    /// <summary>A day of a study year of the kalender; null when the kalender does not have it.</summary>
    public DateOnly? DagIn(string studiejaar) =>
        Register.Kalender.Rows(KalenderSoort.Studiejaar).Where(r => r.Naam == studiejaar).Select(r => (DateOnly?)r.Van).FirstOrDefault();

    /// <summary>How far a case is, as this person may know it.</summary>
    public VoortgangStaat Staat(VoortgangRegel regel) => regel.Voor(Person.Id).Staat;
}
