import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/node_modules/**', 'dist/**', 'build/**', 'lab/host/.template/**', '.data/**'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['src/**/*.{ts,tsx}'] })),
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': ['error', { allow: ['error'] }],
      eqeqeq: ['error', 'smart'],
    },
  },
  {
    files: ['src/client*/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['src/server/**/*.ts'],
    ignores: ['src/server/config.ts', 'src/**/*.test.ts', 'src/**/testing/**'],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Settings are read in src/server/config.ts.' }],
    },
  },
  {
    // A provider's name appears in its own folder and in the registry (design.md, "Shape").
    files: ['src/server/**/*.ts', 'src/client-core/**/*.{ts,tsx}'],
    ignores: ['src/server/providers/**', 'src/server/config.ts', 'src/**/*.test.{ts,tsx}', 'src/client-core/settings/**'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'Literal[value=/^(google|gmail|microsoft|outlook|graph)$/i]', message: 'Provider names stay in providers/: use a capability.' }],
    },
  },
  {
    files: ['lab/**/*.mjs'],
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    rules: { 'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }], eqeqeq: ['error', 'smart'] },
  },
);
