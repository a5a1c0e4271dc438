using System.Text.Json.Serialization;

namespace Isop.Bot.Api;

/// <summary>How the API writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Ik))]
[JsonSerializable(typeof(Lijst<OrganisatieAntwoord>))]
[JsonSerializable(typeof(Lijst<TussenevaluatieAntwoord>))]
internal sealed partial class ApiJson : JsonSerializerContext;
