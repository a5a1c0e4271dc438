using System.ComponentModel;
using Isop.Core.Register;
using Isop.Core.Toegang;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Api;

/// <summary>For whom a program calls.</summary>
public sealed record Ik
{
    [Description("Het kenmerk van de persoon.")]
    public required string Id { get; init; }

    [Description("De naam in het register.")]
    public required string Naam { get; init; }

    [Description("De rollen die vandaag gelden, in de woorden van het register.")]
    public required IReadOnlyList<string> Rollen { get; init; }

    [Description("Of je ook ziet hoe ver anderen zijn. Anders alleen wie de persoon zelf is of als werkplekbegeleider begeleidt.")]
    public required bool ZietAnderen { get; init; }
}

internal static class IkEndpoint
{
    public static void MapIk(this RouteGroupBuilder api) => api.MapGet("/ik", Show).WithName("GetIk").WithTags("Ik")
        .WithSummary("Wie ben ik").WithDescription("Voor wie de verbinding werkt, met de rollen van vandaag.");

    private static Ok<Ik> Show(HttpContext context)
    {
        var wie = ApiAanroeper.Of(context);
        return TypedResults.Ok(new Ik
        {
            Id = wie.Person.Id.ToString(), Naam = wie.Person.Naam, Rollen = RegisterWords.RollenOp(wie.Register, wie.Person.Id, wie.Vandaag),
            ZietAnderen = wie.Rechten.Heeft(Recht.Staat),
        });
    }
}
