using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Isop.Core.Time;
using Microsoft.Extensions.Options;

namespace Isop.Core.Certificaten.Badges;

/// <summary>Makes the machine form of a certificate: an Open Badges 3.0 credential, signed. The same record and key give the same text.</summary>
public sealed class Badgemaker(Ondertekening ondertekening, IOptions<CertificaatOptions> options)
{
    /// <summary>The credential as a compact JWS.</summary>
    /// <exception cref="InvalidOperationException">There is no key; see <see cref="Ondertekening.Ontbreekt"/>.</exception>
    public ValueTask<string> MaakAsync(Certificaat certificaat, Certificaathouder houder, CancellationToken ct)
    {
        var badge = Vorm(certificaat, houder, options.Value.Website);
        return ondertekening.TekenAsync("JWT", JsonSerializer.SerializeToUtf8Bytes(badge, CoreJson.Default.Badge), Badgeadressen.Van(certificaat), ct);
    }

    internal static Badge Vorm(Certificaat certificaat, Certificaathouder houder, Uri? website)
    {
        var adressen = Badgeadressen.Van(certificaat);
        var from = AmsterdamTime.StartOf(certificaat.Verstrekt);
        // Its last second, so that nobody reads the day after as the last one.
        DateTimeOffset? until = certificaat.GeldigTot is { } last ? AmsterdamTime.StartOf(last.AddDays(1)).AddSeconds(-1) : null;
        return new Badge
        {
            Id = certificaat.Adres.AbsoluteUri,
            Name = certificaat.Titel,
            Issuer = Uitgeversprofiel.Van(certificaat.Uitgever, website, adressen),
            ValidFrom = Moment(from),
            ValidUntil = until is { } end ? Moment(end) : null,
            AwardedDate = Moment(from),
            CredentialSubject = new Badgehouder
            {
                Identifier = [.. Kenmerken(certificaat.Nummer, houder)],
                ActivityStartDate = certificaat.Dagen is [] ? null : Moment(AmsterdamTime.StartOf(certificaat.Dagen.Min())),
                ActivityEndDate = certificaat.Dagen is [] ? null : Moment(AmsterdamTime.StartOf(certificaat.Dagen.Max())),
                Term = certificaat.Studiejaar,
                Narrative = certificaat.Inhoud.Length > 0 ? certificaat.Inhoud : null,
                Achievement = Badgeprestatie.Van(certificaat.Soort, certificaat.Titel, certificaat.Omschrijving, adressen),
            },
            Evidence = [new Badgebewijs("Deelname", Deelname(certificaat))],
            CredentialStatus = Badgestatus.Van(certificaat.Statusplek, adressen),
            Iss = adressen.Uitgever.AbsoluteUri,
            Jti = certificaat.Adres.AbsoluteUri,
            Nbf = from.ToUnixTimeSeconds(),
            Exp = until?.ToUnixTimeSeconds(),
        };
    }

    /// <summary>As xsd:dateTime, which the standard asks for everywhere, days too.</summary>
    internal static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The address, by which a wallet knows its owner, only as a hash: whoever sees the credential cannot read it.</summary>
    private static IEnumerable<Badgekenmerk> Kenmerken(Certificaatnummer nummer, Certificaathouder houder)
    {
        if (houder.Email.Trim() is { Length: > 0 } address)
        {
            // From the number, so that making it again gives the same.
            var salt = Hash(nummer.ToString())[..32];
            yield return new Badgekenmerk(true, $"sha256${Hash(address.ToLowerInvariant() + salt)}", "emailAddress") { Salt = salt };
        }

        yield return new Badgekenmerk(false, houder.Naam, "name");
    }

    /// <summary>Dates, duration and place, for which the standard has no fields: "14 oktober 2026, 3 uur, Basisschool De Linde, Ulft".</summary>
    private static string Deelname(Certificaat certificaat) => string.Join(
        ", ",
        new[]
        {
            certificaat.Dagen is [] ? null : Dutch.List([.. certificaat.Dagen.Order().Select(Dutch.Date)]),
            certificaat.Minuten is { } minutes ? Duur(minutes) : null,
            certificaat.Waar,
        }.Where(part => part is { Length: > 0 }));

    private static string Duur(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => $"{rest} minuten",
        (var uren, 0) => $"{uren} uur",
        var (uren, rest) => $"{uren} uur en {rest} minuten",
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
