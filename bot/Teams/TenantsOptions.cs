namespace Isop.Bot.Teams;

/// <summary>The tenants that may use the bot ("Isop:Tenants"), each with the e-mail domains it owns.</summary>
public sealed class TenantsOptions
{
    public const string Section = "Isop:Tenants";

    /// <summary>Tenant id → e-mail domains ("iselinge.nl"); neither is case-sensitive.</summary>
    public Dictionary<string, string[]> Domains { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool Allows(string? tenantId) => tenantId is not null && Domains.ContainsKey(tenantId);

    /// <summary>Whether the tenant vouches for this address: its domain is one of the tenant's own.</summary>
    public bool Owns(string tenantId, string email) =>
        Domains.TryGetValue(tenantId, out var domains)
        && email.LastIndexOf('@') is > 0 and var at
        && domains.Contains(email[(at + 1)..], StringComparer.OrdinalIgnoreCase);
}
