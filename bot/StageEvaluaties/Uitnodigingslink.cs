using System.Security.Cryptography;
using Isop.Bot.Web;
using Isop.Core.Register;
using Isop.Core.StageEvaluaties;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Isop.Bot.StageEvaluaties;

/// <summary>Makes the address of the button on an invitation.</summary>
public delegate Uri MaakUitnodigingslink(PersonId student, string zaak);

/// <summary>
/// The address of the button on an invitation. It works on any device without signing in, as often as wanted while the wave is open, and
/// leads nowhere but to the page that explains; it signs nobody in. Whom it is for is closed with the site's own keys.
/// </summary>
public sealed class Uitnodigingslink(IDataProtectionProvider protection, IOptions<WebOptions> options)
{
    internal const string Path = "/evaluatie/begin";

    /// <summary>An address that is longer was not made here.</summary>
    private const int Longest = 600;

    private readonly IDataProtector _protector = protection.CreateProtector("isop.stage-evaluatie.uitnodiging");

    public Uri Maak(PersonId student, string zaak) => new(options.Value.PublicUrl, $"{Path}/{_protector.Protect($"{student} {zaak}")}");

    /// <summary>For whom, and about what; null for what was not made here.</summary>
    public (PersonId Student, string Golf, string Eenheid)? Lees(string link)
    {
        try
        {
            return link.Length <= Longest && _protector.Unprotect(link).Split(' ') is [var person, var zaak] && PersonId.TryParse(person, out var student)
                && Evaluatiekaarten.Lees(zaak) is { } about ? (student, about.Golf, about.Eenheid) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
