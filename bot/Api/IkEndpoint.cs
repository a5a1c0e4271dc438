using System.ComponentModel;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Api;

/// <summary>Who calls, as the register knows that person today.</summary>
public sealed record Ik
{
    [Description("Het kenmerk van de persoon.")]
    public required string Id { get; init; }

    [Description("De naam in het register.")]
    public required string Naam { get; init; }

    [Description("De rollen die vandaag gelden, in de woorden van het register.")]
    public required IReadOnlyList<string> Rollen { get; init; }

    [Description("Of een rol ook toont hoe ver anderen zijn dan wie de persoon zelf is of als werkplekbegeleider begeleidt.")]
    public required bool ZietAnderen { get; init; }
}

internal static class IkEndpoint
{
    public static void MapIk(this RouteGroupBuilder api) => api.MapGet("/ik", Show).WithName("GetIk").WithTags("Ik")
        .WithSummary("Wie ben ik").WithDescription("Voor wie de verbinding werkt, met de rollen van vandaag.");

    private static async Task<Ok<Ik>> Show(HttpContext context, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (wie, today) = (ApiAanroeper.Of(context), AmsterdamTime.DateOf(clock.GetUtcNow()));
        var register = await registers.CurrentAsync(cancellationToken);
        return TypedResults.Ok(new Ik
        {
            Id = wie.Person.Id.ToString(),
            Naam = wie.Person.Naam,
            Rollen = [.. register.RollenOf(wie.Person.Id).Where(r => r.Holds(today)).Select(r => RegisterWords.Word(r.Soort)).Distinct().Order(StringComparer.Ordinal)],
            ZietAnderen = wie.Rechten.Heeft(Recht.Staat),
        });
    }
}
