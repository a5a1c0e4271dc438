using System.Text.Json.Serialization;

namespace Isop.Bot.Api;

/// <summary>How the API writes: camelCase, nothing for null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Ik))]
[JsonSerializable(typeof(Lijst<OrganisatieAntwoord>))]
[JsonSerializable(typeof(Lijst<TussenevaluatieAntwoord>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ApiJson : JsonSerializerContext;
