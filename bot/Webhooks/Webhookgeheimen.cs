using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Isop.Core.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace Isop.Bot.Webhooks;

/// <summary>Closes what must not be read in the store: addresses with their signature, and what calls are signed with.</summary>
internal sealed class Webhookgeheimen(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("isop.webhooks");

    public string Sluit(string tekst) => _protector.Protect(tekst);

    /// <summary>False when the keys that closed it are gone.</summary>
    public bool TryOpen(Abonnement abonnement, [NotNullWhen(true)] out string? adres, [NotNullWhen(true)] out Handtekening? handtekening)
    {
        try
        {
            (adres, handtekening) = (_protector.Unprotect(abonnement.Adres), Handtekening.Lees(_protector.Unprotect(abonnement.Geheim)));
            return true;
        }
        catch (CryptographicException)
        {
            (adres, handtekening) = (null, null);
            return false;
        }
    }
}
