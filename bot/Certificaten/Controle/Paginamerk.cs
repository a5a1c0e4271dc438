using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Isop.Bot.Web;
using Isop.Core;
using Microsoft.Net.Http.Headers;

namespace Isop.Bot.Certificaten.Controle;

/// <summary>The page's ETag: another one as soon as the page says anything else.</summary>
internal static class Paginamerk
{
    private const int Tekens = 32;

    /// <summary>Another build may write the page in other words.</summary>
    private static readonly string Bouw = typeof(Paginamerk).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    /// <summary>Of what may change: the facts of a certificate never do. The day is in it, since the page says when it was checked.</summary>
    public static EntityTagHeaderValue Van(Gevonden gevonden, SiteFiles files, string contact)
    {
        var stand = JsonSerializer.Serialize(gevonden.Blad.Stand, CoreJson.Default.Certificaatstand);
        var all = string.Join(
            '\n', Bouw, files.Url("isop.css"), files.Url("certificaat.css"), files.Url("certificaat.js"), contact, gevonden.Dag.DayNumber, stand,
            gevonden.Blad.Houder?.Naam, gevonden.Opvolger);
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..Tekens]}\"");
    }
}
